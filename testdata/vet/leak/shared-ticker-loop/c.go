// Package sharedtickerloop: a strategy counts as often as a caller says
package sharedtickerloop

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type hasher interface{ sum(string) string }
type up struct{ n int }

func (u *up) sum(s string) string { u.n++; return strconv.Itoa(u.n) }

// C is one.
//
//sig:component name=shared-ticker-loop scope=shared
type C struct {
	sig.Instance
	h hasher
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.h = &up{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	for range len(p.V) {
		c.h.sum("") // want SIG706
	}
	return R{V: c.h.sum("x")}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
