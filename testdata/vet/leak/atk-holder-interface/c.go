// Package atkholderinterface: a fresh struct behind an interface leads to the package's cell
package atkholderinterface

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

type swapper interface{ swap(string) string }

func put(s swapper, v string) string { return s.swap(v) }

// C is the component.
//
//sig:component name=atk-holder-interface scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: put(&holder{one}, p.V)}, nil // want SIG701
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
