// Package ctxinjob: jobs carry the caller's context into a queue.
//
// Verdict: leak.
// Why: The worker runs after the call has ended and acts with its context.
package ctxinjob

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type work struct {
	ctx  context.Context
	text string
}

// C is the component.
//
//sig:component name=ctx-in-job scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
	todo  chan work
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	c.todo = make(chan work, 16)
	c.Go(func(ctx context.Context) error {
		for {
			select {
			case w := <-c.todo:
				if err := c.Store.Put(w.ctx, "last", []byte(w.text)); err != nil {
					return err
				}
			case <-ctx.Done():
				return nil
			}
		}
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Enqueue(ctx context.Context, p P) error {
	select {
	case c.todo <- work{ctx, p.V}: // want leak
		return nil
	default:
		return sig.ErrBusy
	}
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
