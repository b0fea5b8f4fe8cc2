// Package atkctxinevery: the context of a call is used at every tick
package atkctxinevery

import (
	"context"
	"sync/atomic"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-ctx-in-every scope=tenant
type C struct {
	sig.Instance
	n atomic.Int64
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context) (R, error) {
	c.Every(time.Minute, func(context.Context) error {
		if ctx.Err() == nil { // want SIG708
			c.n.Add(1)
		}
		return nil
	})
	return R{}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
