// Package frozenpointer: a struct that nothing changes
package frozenpointer

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type plan struct {
	name  string
	limit int
}

var free = &plan{name: "free", limit: 10}

func (p *plan) allows(n int) bool { return n <= p.limit }

// C is the component.
//
//sig:component name=frozen-pointer scope=tenant
type C struct {
	sig.Instance
	plan *plan
}

//sig:runnable desc="one call"
func (c *C) Check(ctx context.Context, p P) (R, error) {
	if c.plan == nil {
		c.plan = free
	}
	if c.plan.allows(p.N) {
		return R{V: c.plan.name}, nil
	}
	return R{}, errors.New("over the limit")
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
