// Package sharedworkerqueue: callers' values flow through a worker of the shared instance.
//
// Verdict: leak.
// Why: The channel and the worker's map are the component's own, not the callers'.
package sharedworkerqueue

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-worker-queue scope=shared
type C struct {
	sig.Instance

	in  chan P
	mu  sync.Mutex
	sum map[string]int
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	c.in = make(chan P, 64)
	c.sum = map[string]int{}
	c.Go(func(ctx context.Context) error {
		for {
			select {
			case p := <-c.in:
				c.mu.Lock()
				c.sum[p.K] += p.N
				c.mu.Unlock()
			case <-ctx.Done():
				return nil
			}
		}
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) error {
	c.in <- p // want leak
	return nil
}

//sig:runnable desc="one call"
func (c *C) Sum(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return R{N: c.sum[p.K]}, nil
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
