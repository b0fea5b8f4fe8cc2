// Package atkslotpointer: a function made at initialisation returns the same pointer to all
package atkslotpointer

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var slot = newSlot()

func newSlot() func() *string {
	s := ""
	return func() *string { return &s }
}

// C is the component.
//
//sig:component name=atk-slot-pointer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	q := slot() // want SIG702
	old := *q
	*q = p.V
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
