// Package functypemethod: a function type with a method
package functypemethod

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type hook func(string)

func (h hook) serve(s string) { h(s) }

var last string

var h hook = func(s string) { last = s } // want SIG701

// C is the component.
//
//sig:component name=func-type-method scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	h.serve(p.V)
	return R{V: last}, nil
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
