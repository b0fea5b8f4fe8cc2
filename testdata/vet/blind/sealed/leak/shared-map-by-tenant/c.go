// Package sharedmapbytenant: a shared component keys its own map by tenant.
//
// Verdict: leak.
// Why: The entry outlives the tenant; a successor of the same name reads it, and nothing purges it.
package sharedmapbytenant

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-map-by-tenant scope=shared
type C struct {
	sig.Instance

	mu sync.Mutex
	m  map[string][]string
}

//sig:runnable desc="one call"
func (c *C) Append(ctx context.Context, p P) (R, error) {
	caller, ok := sig.CallerOf(ctx)
	if !ok {
		return R{}, sig.ErrDenied
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil {
		c.m = map[string][]string{}
	}
	t := caller.Tenant()
	c.m[t] = append(c.m[t], p.V) // want leak
	return R{V: strings.Join(c.m[t], ","), N: len(c.m)}, nil
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
