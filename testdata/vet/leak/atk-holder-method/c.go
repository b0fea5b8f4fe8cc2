// Package atkholdermethod: a method writes behind a pointer in its fresh receiver
package atkholdermethod

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

type holder struct{ in struct{ c *cell } }

var one = &cell{}

func (h *holder) poke(v string) string {
	old := h.in.c.last
	h.in.c.last = v
	return old
}

func open() *holder {
	h := new(holder)
	h.in.c = one
	return h
}

// C is the component.
//
//sig:component name=atk-holder-method scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: open().poke(p.V)}, nil // want SIG701
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
