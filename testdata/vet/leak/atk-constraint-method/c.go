// Package atkconstraintmethod: a generic function calls a method of its constraint on a package's cell
package atkconstraintmethod

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type swapper interface{ Swap(v string) string }

type cell struct{ last string }

// Swap puts v in place of what was there.
func (c *cell) Swap(v string) string {
	old := c.last
	c.last = v
	return old
}

var one = &cell{}

func put[T swapper](t T, v string) string { return t.Swap(v) }

// C is the component.
//
//sig:component name=atk-constraint-method scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: put(one, p.V)}, nil // want SIG701
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
