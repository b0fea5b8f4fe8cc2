// Package atkbuilderchain: a chain of methods ends at the package's cell
package atkbuilderchain

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

func (c *cell) swap(v string) string {
	old := c.last
	c.last = v
	return old
}

var one = &cell{}

type builder struct{ c *cell }

func (b builder) on(c *cell) builder {
	b.c = c
	return b
}

func (b builder) do(v string) string { return b.c.swap(v) }

// C is the component.
//
//sig:component name=atk-builder-chain scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: builder{}.on(one).do(p.V)}, nil // want SIG701
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
