// Package sharedworker: a worker of the instance keeps what callers send
package sharedworker

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-worker scope=shared
type C struct {
	sig.Instance
	work chan P
	last string
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.work = make(chan P, 8)
	c.Go(func(ctx context.Context) error {
		for {
			select {
			case p := <-c.work:
				c.last = p.V
			case <-ctx.Done():
				return nil
			}
		}
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.work <- p // want SIG706
	return R{V: c.last}, nil
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
