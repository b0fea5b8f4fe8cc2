// Package atkshareddeferbranch: a deferred function stores when the caller says so
package atkshareddeferbranch

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-defer-branch scope=shared
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	if p.N > 3 {
		defer func() {
			c.n = 1 // want SIG706
		}()
	}
	return R{N: old}, nil
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
