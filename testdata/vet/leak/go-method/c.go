// Package gomethod: a goroutine that runs a method
package gomethod

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=go-method scope=tenant
type C struct {
	sig.Instance
	n atomic.Int64
}

func (c *C) loop() { c.n.Add(1) }

//sig:runnable desc="one call"
func (c *C) Start(ctx context.Context) error {
	go c.loop() // want SIG707
	return nil
}
