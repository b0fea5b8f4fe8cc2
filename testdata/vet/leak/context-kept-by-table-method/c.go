// Package contextkeptbytablemethod: a function of a table with a method, behind an interface that the component holds
package contextkeptbytablemethod

import (
	"context"
	sig "github.com/sigen-dev/sigen/runtime"
)

type ev struct {
	id  string
	ctx context.Context
}
type hf func(context.Context, *ev)

func (h hf) do(ctx context.Context, e *ev) { h(ctx, e) } // want SIG708

type doer interface{ do(context.Context, *ev) }

var tab = []doer{hf(func(ctx context.Context, e *ev) { e.ctx = ctx })}

// C is.
//
//sig:component name=context-kept-by-table-method scope=tenant
type C struct {
	sig.Instance
	last *ev
	d    doer
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.d = tab[0]
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	e := &ev{id: p.V}
	c.last = e // want SIG708
	c.d.do(ctx, e)
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
