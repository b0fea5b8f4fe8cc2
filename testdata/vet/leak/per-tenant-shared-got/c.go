// Package pertenantsharedgot: what belongs to one tenant, got by a helper, has the map of a shared component
package pertenantsharedgot

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=per-tenant-shared-got scope=shared
type C struct {
	sig.Instance
	box sig.PerTenant[state]
	m   map[string]string
}

type state struct{ m map[string]string }

// Start makes the map.
func (c *C) Start(ctx context.Context) error {
	c.m = map[string]string{}
	return nil
}

func (c *C) of(ctx context.Context) *state {
	s, err := c.box.Get(ctx)
	if err != nil {
		return &state{}
	}
	return s
}

//sig:runnable desc="binds a tenant"
func (c *C) Bind(ctx context.Context) error {
	c.of(ctx).m = c.m // want SIG702
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s, err := c.box.Get(ctx)
	if err != nil {
		return R{}, err
	}
	old := s.m["k"]
	s.m["k"] = p.V
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
