// Package tickerloop: a loop of the instance
package tickerloop

import (
	"context"
	"sync/atomic"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ticker-loop scope=tenant
type C struct {
	sig.Instance
	n atomic.Int64
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.Go(func(ctx context.Context) error {
		t := time.NewTicker(time.Minute)
		defer t.Stop()
		for {
			select {
			case <-t.C:
				c.n.Add(1)
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: int(c.n.Load())}, nil
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
