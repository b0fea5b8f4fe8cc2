// Package sharedsignal: a shared component puts the caller's value into a signal.
//
// Verdict: leak.
// Why: The signal is the component's own and is read for everybody.
package sharedsignal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-signal scope=shared
type C struct {
	sig.Instance

	motd sig.Signal[string]
}

//sig:runnable desc="one call"
func (c *C) Set(ctx context.Context, p P) error {
	c.motd.Set(p.V) // want leak
	return nil
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context) (R, error) { return R{V: c.motd.Get()}, nil }

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
