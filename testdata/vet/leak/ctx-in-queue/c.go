// Package ctxinqueue: a context in a queue of closures
package ctxinqueue

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ctx-in-queue scope=tenant
type C struct {
	sig.Instance
	queue []func() error
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.queue = append(c.queue, func() error { return ctx.Err() }) // want SIG708
	return R{N: len(c.queue)}, nil
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
