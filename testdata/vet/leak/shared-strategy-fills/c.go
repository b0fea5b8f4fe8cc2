// Package sharedstrategyfills: a strategy fills a variable with what a caller sent, which is kept
package sharedstrategyfills

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type filler interface{ fill(*string, string) }
type impl struct{}

func (impl) fill(a *string, b string) { *a = b }

// C is one.
//
//sig:component name=shared-strategy-fills scope=shared
type C struct {
	sig.Instance
	h    filler
	last string
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.h = impl{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	var v string
	c.h.fill(&v, p.V)
	c.last = v // want SIG706
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
