// Package atkrandv2: a package's generator that one tenant seeds
package atkrandv2

import (
	"context"
	"math/rand/v2"

	sig "github.com/sigen-dev/sigen/runtime"
)

var pcg = rand.NewPCG(1, 2)

var rng = rand.New(pcg)

// C is the component.
//
//sig:component name=atk-rand-v2 scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	pcg.Seed(uint64(p.N), 0) // want SIG701
	return R{N: rng.Int()}, nil
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
