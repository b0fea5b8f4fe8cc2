// Package sharedlocalcounter: how often a function made elsewhere was called says what a caller sent
package sharedlocalcounter

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

func inc(n *int) func() { return func() { *n++ } }

// C is one.
//
//sig:component name=shared-local-counter scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	n := 0
	f := inc(&n)
	if p.V == "x" {
		f()
	}
	c.s = strconv.Itoa(n) // want SIG706
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
