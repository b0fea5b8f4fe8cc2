// Package instancegoroutine: a goroutine of the instance
package instancegoroutine

import (
	"context"
	"sync/atomic"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=instance-goroutine scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
	ticks atomic.Int64
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.Go(func(ctx context.Context) error {
		t := time.NewTicker(time.Minute)
		defer t.Stop()
		for {
			select {
			case <-ctx.Done():
				return nil
			case <-t.C:
				c.ticks.Add(1)
			}
		}
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Ticks(ctx context.Context) (R, error) { return R{N: int(c.ticks.Load())}, nil }

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
