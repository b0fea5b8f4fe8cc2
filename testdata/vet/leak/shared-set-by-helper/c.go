// Package sharedsetbyhelper: a function put into a field by two methods counts when a caller says so
package sharedsetbyhelper

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type reg struct{ f func() }

func (r *reg) set(f func())  { r.f = f }
func (r *reg) both(f func()) { r.set(f) }

// C is one.
//
//sig:component name=shared-set-by-helper scope=shared
type C struct {
	sig.Instance
	r reg
	n int
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.r.both(func() { c.n++ })
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	if p.V == "x" {
		c.r.f() // want SIG706
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
