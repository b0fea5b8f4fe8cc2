// Package sharedtickerfunc: a function in a strategy counts if a caller says so
package sharedtickerfunc

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
type dec struct {
	n int
	f func()
}

func (d *dec) tick()     { d.f() }
func (u *dec) show() int { return u.n }

// C is one.
//
//sig:component name=shared-ticker-func scope=shared
type C struct {
	sig.Instance
	h ticker
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	d := &dec{}
	d.f = func() { d.n++ }
	c.h = d
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if p.V == "a" {
		c.h.tick() // want SIG706
	}
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
