// Package sharedstrategydecorated: a strategy behind another one keeps what a caller sent
package sharedstrategydecorated

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type hasher interface{ sum(string) string }
type dec struct{ next hasher }

func (d dec) sum(s string) string { return d.next.sum(s) }

type up struct{ last string }

func (u *up) sum(s string) string { old := u.last; u.last = s; return old }

// C is one.
//
//sig:component name=shared-strategy-decorated scope=shared
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
