// Package ctxpertenant: the context of a call is kept for a tenant in a shared component
package ctxpertenant

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=ctx-per-tenant scope=shared
type C struct {
	sig.Instance
	last sig.PerTenant[state]
}

type state struct{ ctx context.Context }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s, err := c.last.Get(ctx)
	if err != nil {
		return R{}, err
	}
	s.ctx = ctx // want SIG708
	return R{V: p.V}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
