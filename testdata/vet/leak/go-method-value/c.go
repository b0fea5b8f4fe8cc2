// Package gomethodvalue: go with a method value
package gomethodvalue

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=go-method-value scope=tenant
type C struct {
	sig.Instance
	n atomic.Int64
}

func (c *C) run() { c.n.Add(1) }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	f := c.run
	go f() // want SIG707
	return R{}, nil
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
