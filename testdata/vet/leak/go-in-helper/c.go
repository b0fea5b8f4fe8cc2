// Package goinhelper: a goroutine two calls deep
package goinhelper

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func background(f func()) {
	go f() // want SIG707
}

// C is the component.
//
//sig:component name=go-in-helper scope=tenant
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Start(ctx context.Context) error {
	background(func() { c.n++ })
	return nil
}
