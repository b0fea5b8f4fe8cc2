// Package sharedhandlers: a shared component with functions behind an interface, one of which a caller chooses
package sharedhandlers

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type handler interface {
	handle(context.Context, P) (R, error)
}
type hf func(context.Context, P) (R, error)

func (f hf) handle(ctx context.Context, p P) (R, error) { return f(ctx, p) }
func echo(ctx context.Context, p P) (R, error)          { return R{V: p.V}, ctx.Err() }

// C is one.
//
//sig:component name=shared-handlers scope=shared
type C struct {
	sig.Instance
	hs map[string]handler
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.hs = map[string]handler{"echo": hf(echo)}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	h, ok := c.hs[p.V]
	if !ok {
		return R{}, errors.New("no")
	}
	return h.handle(ctx, p)
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
