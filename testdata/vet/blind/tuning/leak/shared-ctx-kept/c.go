// Package sharedctxkept: a shared component keeps a caller's context for its refresher.
//
// Verdict: leak.
// Why: The refresher acts as that tenant for all.
package sharedctxkept

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-ctx-kept scope=shared
type C struct {
	sig.Instance

	mu  sync.Mutex
	ctx context.Context
}

//sig:runnable desc="one call"
func (c *C) Warm(ctx context.Context, p P) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ctx == nil {
		c.ctx = context.WithoutCancel(ctx) // want leak
	}
	return nil
}

//sig:runnable desc="one call"
func (c *C) As(ctx context.Context) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ctx == nil {
		return R{}, nil
	}
	who, _ := sig.CallerOf(c.ctx)
	return R{V: who.Tenant()}, nil
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
