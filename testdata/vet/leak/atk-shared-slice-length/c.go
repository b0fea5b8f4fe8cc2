// Package atksharedslicelength: a slice as long as the caller's number
package atksharedslicelength

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-slice-length scope=shared
type C struct {
	sig.Instance
	buf []byte
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := len(c.buf)
	c.buf = make([]byte, p.N) // want SIG706
	return R{N: old}, nil
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
