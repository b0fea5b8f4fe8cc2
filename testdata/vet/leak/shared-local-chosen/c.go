// Package sharedlocalchosen: which local value was set says what a caller sent
package sharedlocalchosen

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ n int }

func (b *box) set() { b.n = 1 }

// C is one.
//
//sig:component name=shared-local-chosen scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	ps := []*box{{}, {}}
	ps[len(p.V)%2].set()
	c.s = strconv.Itoa(ps[0].n) // want SIG706
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
