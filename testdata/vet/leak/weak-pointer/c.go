// Package weakpointer: a weak pointer to an instance
package weakpointer

import (
	"context"
	"weak"

	sig "github.com/sigen-dev/sigen/runtime"
)

var last weak.Pointer[C]

// C is the component.
//
//sig:component name=weak-pointer scope=tenant
type C struct {
	sig.Instance
	secret string
}

//sig:runnable desc="one call"
func (c *C) Join(ctx context.Context, p P) error {
	c.secret = p.V
	last = weak.Make(c) // want SIG705
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
