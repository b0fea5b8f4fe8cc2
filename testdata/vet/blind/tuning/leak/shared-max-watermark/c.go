// Package sharedmaxwatermark: a shared high-water mark.
//
// Verdict: leak.
// Why: The maximum over all callers tells each the largest amount of the others.
package sharedmaxwatermark

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-max-watermark scope=shared
type C struct {
	sig.Instance

	max atomic.Int64
}

//sig:runnable desc="one call"
func (c *C) Bid(ctx context.Context, p P) (R, error) {
	for {
		cur := c.max.Load()
		if int64(p.N) <= cur {
			return R{N: int(cur)}, nil
		}
		if c.max.CompareAndSwap(cur, int64(p.N)) { // want leak
			return R{N: p.N}, nil
		}
	}
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
