// Package sharedtickerbehind: a strategy counts if one before it is told so
package sharedtickerbehind

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
type dec struct{ t ticker }

func (d dec) sum(s string) string {
	if s == "a" {
		d.t.tick()
	}
	return strconv.Itoa(d.t.show())
}

type up struct{ n int }

func (u *up) tick()     { u.n++ }
func (u *up) show() int { return u.n }

// C is one.
//
//sig:component name=shared-ticker-behind scope=shared
type C struct {
	sig.Instance
	h hasher
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.h = dec{&up{}}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: c.h.sum(p.V)}, nil // want SIG706
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
