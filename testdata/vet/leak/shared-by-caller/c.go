// Package sharedbycaller: a map by tenant in a shared component
package sharedbycaller

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-by-caller scope=shared
type C struct {
	sig.Instance
	mu    sync.Mutex
	calls map[string]int
}

//sig:runnable desc="one call"
func (c *C) Count(ctx context.Context) (R, error) {
	who, ok := sig.CallerOf(ctx)
	if !ok {
		return R{}, sig.ErrDenied
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.calls == nil {
		c.calls = map[string]int{}
	}
	c.calls[who.Tenant()]++ // want SIG706
	return R{N: c.calls[who.Tenant()]}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
