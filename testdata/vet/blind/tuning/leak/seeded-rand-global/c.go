// Package seededrandglobal: one seeded generator for all.
//
// Verdict: leak.
// Why: A tenant that seeds it knows what the others draw.
package seededrandglobal

import (
	"context"
	"sync"

	"math/rand"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	diceMu sync.Mutex
	dice   = rand.New(rand.NewSource(1))
)

// C is the component.
//
//sig:component name=seeded-rand-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Roll(ctx context.Context, p P) (R, error) {
	diceMu.Lock()
	defer diceMu.Unlock()
	if p.K == "seed" {
		dice.Seed(int64(p.N)) // want leak
	}
	return R{N: dice.Intn(6) + 1}, nil // want leak
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
