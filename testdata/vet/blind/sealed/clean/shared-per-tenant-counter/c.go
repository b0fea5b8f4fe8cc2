// Package sharedpertenantcounter: a shared component counts per tenant.
//
// Verdict: proved.
package sharedpertenantcounter

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type counter struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *counter) add(k string, d int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n == nil {
		c.n = map[string]int{}
	}
	c.n[k] += d
	return c.n[k]
}

// C is the component.
//
//sig:component name=shared-per-tenant-counter scope=shared
type C struct {
	sig.Instance

	per sig.PerTenant[counter]
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) (R, error) {
	st, err := c.per.Get(ctx)
	if err != nil {
		return R{}, err
	}
	return R{N: st.add(p.K, p.N)}, nil
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
