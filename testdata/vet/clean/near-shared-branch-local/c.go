// Package nearsharedbranchlocal: a condition on the caller's value decides about local memory
package nearsharedbranchlocal

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=near-shared-branch-local scope=shared
type C struct {
	sig.Instance
	calls atomic.Int64
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	n := c.calls.Add(1)
	word := "few"
	if p.N > 10 {
		word = "many"
	}
	return R{V: word, N: int(n)}, nil
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
