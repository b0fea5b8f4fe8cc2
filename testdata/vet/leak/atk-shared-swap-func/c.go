// Package atksharedswapfunc: the caller's choice of function is kept
package atksharedswapfunc

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-swap-func scope=shared
type C struct {
	sig.Instance
	f func() string
}

func a() string { return "a" }

func b() string { return "b" }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.f
	f := a
	if p.N > 0 {
		f = b
	}
	c.f = f // want SIG706
	return R{V: old()}, nil
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
