// Package pertenantsharedtable: what belongs to one tenant has a table of the shared component that nothing writes
package pertenantsharedtable

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type plan struct {
	name  string
	limit int
}

type state struct {
	plan *plan
	used int
	last string
}

// C is shared.
//
//sig:component name=per-tenant-shared-table scope=shared
type C struct {
	sig.Instance
	box   sig.PerTenant[state]
	plans map[string]*plan
	names map[string]string
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.plans = map[string]*plan{"free": {"free", 1}, "team": {"team", 10}}
	c.names = map[string]string{"free": "Free"}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s, err := c.box.Get(ctx)
	if err != nil {
		return R{}, err
	}
	if s.plan == nil {
		s.plan = c.plans["free"]
	}
	s.used++
	if s.used > s.plan.limit {
		return R{}, errors.New("no more")
	}
	old := s.last
	s.last = p.V
	return R{V: old + c.names[s.plan.name]}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
