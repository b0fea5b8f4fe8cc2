// Package atkstructassign: a whole struct is written through a pointer
package atkstructassign

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var one = &cell{}

// C is the component.
//
//sig:component name=atk-struct-assign scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	q := one
	old := *q
	*q = cell{last: p.V} // want SIG701
	return R{V: old.last}, nil
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
