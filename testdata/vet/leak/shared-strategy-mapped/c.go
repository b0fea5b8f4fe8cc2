// Package sharedstrategymapped: a method value of a strategy is called with each rune that a caller sent
package sharedstrategymapped

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type hasher interface{ sum(string) string }
type keeper interface {
	keep(rune) rune
	show() string
}
type up struct{ n rune }

func (u *up) keep(s rune) rune { u.n = s; return s }
func (u *up) show() string     { return string(u.n) }

// C is one.
//
//sig:component name=shared-strategy-mapped scope=shared
type C struct {
	sig.Instance
	h keeper
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.h = &up{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	strings.Map(c.h.keep, p.V) // want SIG706
	return R{V: c.h.show()}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
