// Package ctxwithoutcancel: a detached context is kept.
//
// Verdict: leak.
// Why: WithoutCancel keeps identity and values of the call for good.
package ctxwithoutcancel

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ctx-without-cancel scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
	bg    atomic.Value
}

//sig:runnable desc="one call"
func (c *C) Init(ctx context.Context, p P) error {
	c.bg.Store(context.WithoutCancel(ctx)) // want leak
	return nil
}

//sig:runnable desc="one call"
func (c *C) Flush(ctx context.Context, p P) error {
	bg, _ := c.bg.Load().(context.Context)
	if bg == nil {
		bg = ctx
	}
	return c.Store.Put(bg, "flushed", []byte(p.V))
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
