// Package sharedstrategyasserted: a strategy that was asserted from any keeps what a caller sent
package sharedstrategyasserted

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type hasher interface{ sum(string) string }
type up struct{ last string }

func (u *up) sum(s string) string { old := u.last; u.last = s; return old }

// C is one.
//
//sig:component name=shared-strategy-asserted scope=shared
type C struct {
	sig.Instance
	h any
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.h = &up{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: c.h.(hasher).sum(p.V)}, nil // want SIG706
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
