// Package rngglobal: a generator of random numbers with a state of its own
package rngglobal

import (
	"context"
	"math/rand/v2"

	sig "github.com/sigen-dev/sigen/runtime"
)

var rng = rand.New(rand.NewPCG(1, 2))

// C is the component.
//
//sig:component name=rng-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: rng.IntN(10)}, nil // want SIG701
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
