// Package sharedstrategy: a shared component with a strategy
package sharedstrategy

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type hasher interface{ sum(string) string }
type up struct{}

func (up) sum(s string) string { return strings.ToUpper(s) }

// C is one.
//
//sig:component name=shared-strategy scope=shared
type C struct {
	sig.Instance
	h hasher
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.h = up{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: c.h.sum(p.V)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
