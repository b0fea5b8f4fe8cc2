// Package contextkeptbytable: a component holds a function of a table, which puts the context that it gets where it is told
package contextkeptbytable

import (
	"context"
	sig "github.com/sigen-dev/sigen/runtime"
)

type ev struct {
	id  string
	ctx context.Context
}
type hf func(context.Context, *ev)

var hs = map[string]hf{"a": func(ctx context.Context, e *ev) { e.ctx = ctx }}

// C is.
//
//sig:component name=context-kept-by-table scope=tenant
type C struct {
	sig.Instance
	last *ev
	h    hf
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.h = hs["a"]
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	e := &ev{id: p.V}
	c.last = e
	c.h(ctx, e) // want SIG708
	return R{}, nil
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
