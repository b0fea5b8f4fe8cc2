// Package sharedbuspertenant: a subscriber keeps what a caller sent in the memory of its tenant
package sharedbuspertenant

import (
	"context"
	"github.com/sigen-dev/sigen/testdata/vet/clean/shared-bus-per-tenant/w"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type st struct {
	mu   sync.Mutex
	last string
}

// C is one.
//
//sig:component name=shared-bus-per-tenant scope=shared
type C struct {
	sig.Instance
	b   w.Bus
	box sig.PerTenant[st]
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.b.On(func(ctx context.Context, s string) error {
		x, err := c.box.Get(ctx)
		if err != nil {
			return err
		}
		x.mu.Lock()
		defer x.mu.Unlock()
		x.last = s
		return nil
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if err := c.b.Emit(ctx, p.V); err != nil {
		return R{}, err
	}
	x, err := c.box.Get(ctx)
	if err != nil {
		return R{}, err
	}
	return R{V: x.last}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
