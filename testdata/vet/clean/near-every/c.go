// Package nearevery: the instance's own ticks
package nearevery

import (
	"context"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=near-every scope=tenant
type C struct {
	sig.Instance
	mu sync.Mutex
	n  int
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.Every(time.Minute, func(ctx context.Context) error {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.n++
		return ctx.Err()
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return R{N: c.n}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
