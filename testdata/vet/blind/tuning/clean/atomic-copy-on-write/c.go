// Package atomiccopyonwrite: a copy-on-write map behind an instance's atomic.Pointer.
//
// Verdict: proved.
package atomiccopyonwrite

import (
	"context"
	"maps"
	"sync"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atomic-copy-on-write scope=tenant
type C struct {
	sig.Instance

	mu  sync.Mutex
	cur atomic.Pointer[map[string]string]
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	next := map[string]string{}
	if m := c.cur.Load(); m != nil {
		maps.Copy(next, *m)
	}
	next[p.K] = p.V
	c.cur.Store(&next)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	m := c.cur.Load()
	if m == nil {
		return R{}, sig.ErrNotFound
	}
	return R{V: (*m)[p.K]}, nil
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
