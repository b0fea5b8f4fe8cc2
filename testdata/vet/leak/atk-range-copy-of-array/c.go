// Package atkrangecopyofarray: an array of pointers is copied, what they point to is not
package atkrangecopyofarray

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var cells = [2]*cell{{}, {}}

// C is the component.
//
//sig:component name=atk-range-copy-of-array scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	mine := cells
	old := mine[0].last
	mine[0].last = p.V // want SIG701
	return R{V: old}, nil
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
