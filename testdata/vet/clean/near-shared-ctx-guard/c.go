// Package nearsharedctxguard: a call that is over changes nothing
package nearsharedctxguard

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=near-shared-ctx-guard scope=shared
type C struct {
	sig.Instance
	mu sync.Mutex
	n  int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context) (R, error) {
	if ctx.Err() != nil {
		return R{}, ctx.Err()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	return R{N: c.n}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
