// Package typedclient: one component calls another's contract.
//
// Verdict: proved.
package typedclient

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Clock tells the time.
//
//sig:contract name=typed-client-clock
type Clock interface {
	//sig:runnable desc="The time" timeout=1s
	Tell(ctx context.Context, p P) (R, error)
}

// Wall is the clock.
//
//sig:component name=typed-client-wall scope=shared
//sig:provides Clock
type Wall struct {
	sig.Instance
}

// Tell tells the time.
func (w *Wall) Tell(ctx context.Context, p P) (R, error) {
	return R{V: w.Now().UTC().Format(p.V)}, nil
}

// C is the component.
//
//sig:component name=typed-client scope=tenant
type C struct {
	sig.Instance

	Clock Clock `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Greet(ctx context.Context, p P) (R, error) {
	r, err := c.Clock.Tell(ctx, P{V: "15:04"})
	if err != nil {
		return R{}, err
	}
	return R{V: p.V + ", it is " + r.V}, nil
}

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
