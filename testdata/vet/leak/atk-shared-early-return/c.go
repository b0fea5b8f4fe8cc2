// Package atksharedearlyreturn: a constant is stored unless the caller's value ends the call
package atksharedearlyreturn

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-early-return scope=shared
type C struct {
	sig.Instance
	flag bool
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if p.N&1 == 0 {
		return R{}, nil
	}
	c.flag = true // want SIG706
	return R{}, nil
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context) (R, error) {
	if c.flag {
		return R{N: 1}, nil
	}
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
