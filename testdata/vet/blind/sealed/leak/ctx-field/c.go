// Package ctxfield: the call's context is kept in a field.
//
// Verdict: leak.
// Why: A later call acts with the context, identity and deadline of the first.
package ctxfield

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ctx-field scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
	ctx   context.Context
}

//sig:runnable desc="one call"
func (c *C) Begin(ctx context.Context, p P) error {
	c.ctx = ctx // want leak
	return nil
}

//sig:runnable desc="one call"
func (c *C) Commit(ctx context.Context, p P) error {
	return c.Store.Put(c.ctx, p.K, []byte(p.V))
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
