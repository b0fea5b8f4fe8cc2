// Package attacksharedimplicitflow: the value is copied bit by bit.
//
// Verdict: leak.
// Why: No assignment takes the caller's value, yet the field equals it after the loop.
package attacksharedimplicitflow

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=attack-shared-implicit-flow scope=shared
type C struct {
	sig.Instance

	mu   sync.Mutex
	bits []bool
}

//sig:runnable desc="one call"
func (c *C) Copy(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	old := 0
	for i, b := range c.bits {
		if b {
			old |= 1 << i
		}
	}
	c.bits = make([]bool, 31)
	for i := range c.bits {
		if p.N&(1<<i) != 0 {
			c.bits[i] = true // want leak
		}
	}
	return R{N: old}, nil
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
