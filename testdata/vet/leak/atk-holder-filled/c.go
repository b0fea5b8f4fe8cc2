// Package atkholderfilled: a helper fills a struct with the package's cell, another writes behind it
package atkholderfilled

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

func fill(h *holder) { h.c = one }

func poke(h *holder, v string) string { return h.c.swap(v) }

func both(h *holder, v string) string {
	fill(h)
	return poke(h, v)
}

// C is the component.
//
//sig:component name=atk-holder-filled scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: both(new(holder), p.V)}, nil // want SIG701
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
