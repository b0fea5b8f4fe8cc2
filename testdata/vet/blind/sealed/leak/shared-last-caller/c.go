// Package sharedlastcaller: a shared component keeps the last request.
//
// Verdict: leak.
// Why: The field belongs to the one instance that serves all tenants.
package sharedlastcaller

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-last-caller scope=shared
type C struct {
	sig.Instance

	mu   sync.Mutex
	last P
}

//sig:runnable desc="one call"
func (c *C) Handle(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	prev := c.last
	c.last = p // want leak
	return R{V: prev.V, N: prev.N}, nil
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
