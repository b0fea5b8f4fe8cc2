// Package sharedlocalmethod: what a method did to a local value says what a caller sent
package sharedlocalmethod

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ n int }

func (b *box) reset() { b.n = 0 }

// C is one.
//
//sig:component name=shared-local-method scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	b := &box{1}
	if p.V == "x" {
		b.reset()
	}
	c.s = strconv.Itoa(b.n) // want SIG706
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
