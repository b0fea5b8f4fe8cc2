// Package sharedbatcher: requests of several callers are batched.
//
// Verdict: leak.
// Why: The batch mixes tenants, and the answer is joined over all of them.
package sharedbatcher

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-batcher scope=shared
type C struct {
	sig.Instance

	mu    sync.Mutex
	batch []string
}

//sig:runnable desc="one call"
func (c *C) Submit(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.batch = append(c.batch, p.V) // want leak
	if len(c.batch) < 3 {
		return R{}, nil
	}
	out := strings.Join(c.batch, ";")
	c.batch = c.batch[:0]
	return R{V: out, N: 3}, nil
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
