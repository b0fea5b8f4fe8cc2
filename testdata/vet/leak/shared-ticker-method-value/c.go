// Package sharedtickermethodvalue: a method value of a strategy counts as often as a caller says
package sharedtickermethodvalue

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type hasher interface{ sum(string) string }
type ticker interface {
	tick()
	show() int
}
type up struct{ n int }

func (u *up) tick()     { u.n++ }
func (u *up) show() int { return u.n }
func each(f func(), n int) {
	for range n {
		f()
	}
}

// C is one.
//
//sig:component name=shared-ticker-method-value scope=shared
type C struct {
	sig.Instance
	h ticker
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.h = &up{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	each(c.h.tick, len(p.V)) // want SIG706
	return R{V: strconv.Itoa(c.h.show())}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
