// Package sharedstrategyargument: a strategy that a function is given puts one argument into another
package sharedstrategyargument

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type filler interface{ fill(*string, string) }
type impl struct{}

func (impl) fill(a *string, b string)   { *a = b }
func run(f filler, a *string, b string) { f.fill(a, b) } // want SIG706

// C is one.
//
//sig:component name=shared-strategy-argument scope=shared
type C struct {
	sig.Instance
	last string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	run(impl{}, &c.last, p.V)
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
