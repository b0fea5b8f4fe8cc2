// Package sharedcachebykey: a shared cache is keyed by the caller's key alone.
//
// Verdict: leak.
// Why: Two tenants with the same key get one entry.
package sharedcachebykey

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-cache-by-key scope=shared
type C struct {
	sig.Instance

	mu sync.RWMutex
	m  map[string]string
}

//sig:runnable desc="one call"
func (c *C) GetOrSet(ctx context.Context, p P) (R, error) {
	c.mu.RLock()
	v, ok := c.m[p.K]
	c.mu.RUnlock()
	if ok {
		return R{V: v}, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil {
		c.m = map[string]string{}
	}
	c.m[p.K] = p.V // want leak
	return R{V: p.V}, nil
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
