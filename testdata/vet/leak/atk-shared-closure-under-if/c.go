// Package atksharedclosureunderif: a closure without arguments is called under a condition
package atksharedclosureunderif

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-closure-under-if scope=shared
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	hit := func() {
		c.n = 1 // want SIG706
	}
	if p.V > "m" {
		hit()
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
