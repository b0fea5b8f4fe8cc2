// Package workerchannel: a worker of the instance and its queue
package workerchannel

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type job struct{ k, v string }

// C is the component.
//
//sig:component name=worker-channel scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
	queue chan job
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.queue = make(chan job, 64)
	c.Go(func(ctx context.Context) error {
		for {
			select {
			case <-ctx.Done():
				return nil
			case j := <-c.queue:
				if err := c.Files.Put(ctx, j.k, []byte(j.v)); err != nil {
					return err
				}
			}
		}
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	select {
	case c.queue <- job{p.K, p.V}:
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
