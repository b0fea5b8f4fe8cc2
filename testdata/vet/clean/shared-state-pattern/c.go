// Package sharedstatepattern: a shared component whose state is a value behind an interface
package sharedstatepattern

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type state interface{ name(string) string }
type on struct{}
type off struct{}

func (on) name(s string) string  { return "on" + s }
func (off) name(s string) string { return "off" + s }

// C is one.
//
//sig:component name=shared-state-pattern scope=shared
type C struct {
	sig.Instance
	st state
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.st = on{}
	return nil
}

//sig:runnable desc="flip"
func (c *C) Flip(ctx context.Context) error { c.st = off{}; return nil }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: c.st.name(p.V)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
