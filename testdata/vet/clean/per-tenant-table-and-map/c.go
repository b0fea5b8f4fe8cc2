package pertenanttableandmap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type plan struct{ limit int }

type state struct {
	plan *plan
	used map[string]int
}

// C is the component.
//
//sig:component name=per-tenant-table-and-map scope=shared
type C struct {
	sig.Instance
	box  sig.PerTenant[state]
	free *plan
}

//sig:activate
func (c *C) start(context.Context) error { c.free = &plan{3}; return nil }

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s, err := c.box.Get(ctx)
	if err != nil {
		return R{}, err
	}
	if s.plan == nil {
		s.plan = c.free
		s.used = map[string]int{}
	}
	s.used[p.K]++
	if s.used[p.K] > s.plan.limit {
		return R{N: -1}, nil
	}
	return R{N: s.used[p.K]}, nil
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
