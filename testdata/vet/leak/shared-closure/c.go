// Package sharedclosure: a closure over a caller's value, kept
package sharedclosure

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-closure scope=shared
type C struct {
	sig.Instance
	last func() string
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.last = func() string { return p.V } // want SIG706
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
