// Package nearfuncyieldsfresh: a function parameter yields fresh memory, which is written
package nearfuncyieldsfresh

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

func fresh() *cell { return &cell{} }

func with(get func() *cell, v string) *cell {
	c := get()
	c.last = v
	return c
}

// C is the component.
//
//sig:component name=near-func-yields-fresh scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: with(fresh, p.V).last + with(func() *cell { return &cell{last: p.K} }, p.V).last}, nil
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
