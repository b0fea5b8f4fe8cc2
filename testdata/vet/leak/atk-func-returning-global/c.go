// Package atkfuncreturningglobal: a function parameter yields the package's cell
package atkfuncreturningglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var one = &cell{}

func with(get func() *cell, v string) string {
	c := get()
	old := c.last
	c.last = v
	return old
}

// C is the component.
//
//sig:component name=atk-func-returning-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: with(func() *cell { return one }, p.V)}, nil // want SIG701
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
