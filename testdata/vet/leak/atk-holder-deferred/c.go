// Package atkholderdeferred: a deferred helper writes behind a fresh struct
package atkholderdeferred

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

func (c *cell) swap(v string) string {
	old := c.last
	c.last = v
	return old
}

type holder struct{ c *cell }

func (h *holder) swap(v string) string { return h.c.swap(v) }

var one = &cell{}

// C is the component.
//
//sig:component name=atk-holder-deferred scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := one.last
	defer (&holder{one}).swap(p.V) // want SIG701
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
