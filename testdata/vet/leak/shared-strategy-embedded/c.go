// Package sharedstrategyembedded: a strategy that is embedded as an interface keeps what a caller sent
package sharedstrategyembedded

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type hasher interface{ sum(string) string }
type base struct{ last string }

func (u *base) sum(s string) string { old := u.last; u.last = s; return old }

type up struct{ hasher }

// C is one.
//
//sig:component name=shared-strategy-embedded scope=shared
type C struct {
	sig.Instance
	h hasher
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.h = up{&base{}}
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
