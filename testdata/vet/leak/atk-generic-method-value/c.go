// Package atkgenericmethodvalue: a method value of a type parameter
package atkgenericmethodvalue

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

// Swap puts v in place of what was there.
func (c *cell) Swap(v string) string {
	old := c.last
	c.last = v
	return old
}

var one = &cell{}

func bind[T interface{ Swap(v string) string }](t T) func(string) string { return t.Swap } // want SIG723

// C is the component.
//
//sig:component name=atk-generic-method-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	f := bind(one)
	return R{V: f(p.V)}, nil
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
