// Package pertenantsharedmap: the map of a shared component is in what belongs to one tenant
package pertenantsharedmap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=per-tenant-shared-map scope=shared
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

//sig:runnable desc="binds a tenant"
func (c *C) Bind(ctx context.Context) error {
	s, err := c.box.Get(ctx)
	if err != nil {
		return err
	}
	s.m = c.m // want SIG702
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
