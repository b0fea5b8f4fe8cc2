// Package sharedconfigrefresh: a shared component loads its own rates
package sharedconfigrefresh

import (
	"context"
	"encoding/json"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type rates struct{ m map[string]int }

// C is the component.
//
//sig:component name=shared-config-refresh scope=shared
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
	cur   atomic.Pointer[rates]
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	data, err := c.Files.Get(ctx, "rates.json")
	if err != nil {
		return err
	}
	r := &rates{}
	if err := json.Unmarshal(data, &r.m); err != nil {
		return err
	}
	c.cur.Store(r)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	r := c.cur.Load()
	if r == nil {
		return R{}, nil
	}
	return R{N: r.m[p.K] * p.N}, nil
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
