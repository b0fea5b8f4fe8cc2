// Package ctxdonewaits: a call waits for the end of its context in a loop of its own
package ctxdonewaits

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is a component of a tenant.
//
//sig:component name=ctx-done-waits scope=tenant
type C struct {
	sig.Instance
	n chan string
}

// Start makes the channel.
func (c *C) Start(ctx context.Context) error {
	c.n = make(chan string, 1)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	done := ctx.Done()
	for {
		select {
		case c.n <- p.V:
			return R{V: p.V}, nil
		case <-done:
			return R{}, ctx.Err()
		}
	}
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
