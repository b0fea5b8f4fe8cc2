// Package sharedpertenant: a shared component's state of each caller
package sharedpertenant

import (
	"context"
	"sync"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type memory struct {
	mu   sync.Mutex
	last string
}

// C is the component.
//
//sig:component name=shared-per-tenant scope=shared
type C struct {
	sig.Instance
	state sig.PerTenant[memory]
	calls atomic.Int64
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	c.calls.Add(1)
	m, err := c.state.Get(ctx)
	if err != nil {
		return R{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	old := m.last
	m.last = p.V
	return R{V: old}, nil
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
