// Package sliceofslice: a sub-slice shares the array
package sliceofslice

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var buf = make([]byte, 1024)

// C is the component.
//
//sig:component name=slice-of-slice scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	part := buf[10:20]
	n := copy(part, p.V) // want SIG701
	return R{N: n}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
