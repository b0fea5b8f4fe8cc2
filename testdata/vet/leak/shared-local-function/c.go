// Package sharedlocalfunction: what a function returned says which one a caller chose
package sharedlocalfunction

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func a() string { return "a" }
func b() string { return "b" }

// C is one.
//
//sig:component name=shared-local-function scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	f := a
	if p.V == "x" {
		f = b
	}
	c.s = f() // want SIG706
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
