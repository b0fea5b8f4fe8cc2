// Package atkctxvalueofown: a value put into a context by hand
package atkctxvalueofown

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

type key struct{}

func deep(ctx context.Context, v string) string { return ctx.Value(key{}).(*cell).swap(v) }

// C is the component.
//
//sig:component name=atk-ctx-value-of-own scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: deep(context.WithValue(ctx, key{}, one), p.V)}, nil // want SIG701
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
