// Package reactivestate: signals, computeds and an effect
package reactivestate

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=reactive-state scope=tenant
type C struct {
	sig.Instance
	Seen   sig.Signal[int]
	Region string `sig:"prop,default=eu"`
}

//sig:computed
func (c *C) computeTwice() int { return c.Seen.Get() * 2 }

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	c.Seen.Update(func(n int) int { return n + p.N })
	return R{N: c.Seen.Get(), V: c.Region}, nil
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
