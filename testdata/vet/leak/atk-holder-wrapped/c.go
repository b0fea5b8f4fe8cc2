// Package atkholderwrapped: a helper wraps a holder into another
package atkholderwrapped

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

type outer struct{ h *holder }

func wrap(h *holder) *outer { return &outer{h} }

// C is the component.
//
//sig:component name=atk-holder-wrapped scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	o := wrap(&holder{one})
	return R{V: o.h.c.swap(p.V)}, nil // want SIG701
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
