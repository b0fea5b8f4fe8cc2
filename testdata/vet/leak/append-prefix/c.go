// Package appendprefix: append to the front part of a table
package appendprefix

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var list = []string{"a", "b", "c"}

// C is the component.
//
//sig:component name=append-prefix scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	l := append(list[:1], p.V) // want SIG701
	return R{N: len(l)}, nil
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
