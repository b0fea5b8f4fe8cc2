// Package instanceworker: a worker of the instance with its own queue.
//
// Verdict: proved.
package instanceworker

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=instance-worker scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
	in    chan P
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	c.in = make(chan P, 32)
	c.Go(func(ctx context.Context) error {
		for {
			select {
			case p := <-c.in:
				if err := c.Store.Put(ctx, p.K, []byte(p.V)); err != nil {
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
	case c.in <- p:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
