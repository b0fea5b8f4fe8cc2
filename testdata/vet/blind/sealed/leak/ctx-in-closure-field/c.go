// Package ctxinclosurefield: a stored callback captures the call's context.
//
// Verdict: leak.
// Why: undo is a field, and runs in a later call with the old context.
package ctxinclosurefield

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ctx-in-closure-field scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
	mu    sync.Mutex
	undo  []func() error
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	old, _ := c.Store.Get(ctx, p.K)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.undo = append(c.undo, func() error { return c.Store.Put(ctx, p.K, old) }) // want leak
	return c.Store.Put(ctx, p.K, []byte(p.V))
}

//sig:runnable desc="one call"
func (c *C) Undo(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range c.undo {
		if err := f(); err != nil {
			return err
		}
	}
	c.undo = nil
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
