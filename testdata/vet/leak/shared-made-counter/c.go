// Package sharedmadecounter: a function made by another counts in what that was called with
package sharedmadecounter

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type st struct{ n int }

// C is one.
//
//sig:component name=shared-made-counter scope=shared
type C struct {
	sig.Instance
	mk func(*st) func()
	f  func()
	st st
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.mk = func(x *st) func() { return func() { x.n++ } }
	c.f = c.mk(&c.st)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.st.n
	if p.V == "x" {
		c.f() // want SIG706 SIG720
	}
	return R{N: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	N int `json:"n"`
}
