// Package atksharedhelperunderif: a helper without arguments is called under a condition
package atksharedhelperunderif

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-helper-under-if scope=shared
type C struct {
	sig.Instance
	n atomic.Int64
}

func (c *C) hit() { c.n.Add(1) }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n.Load()
	if p.V > "m" {
		c.hit() // want SIG706
	}
	return R{N: int(old)}, nil
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
