// Package stdfuncasvalue: a function of the standard library as a value, which writes
package stdfuncasvalue

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

var s [256]byte

func apply(f func([]byte), b []byte) { f(b) }

// C is the component.
//
//sig:component name=std-func-as-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	apply(slices.Reverse[[]byte], s[:]) // want SIG701
	return R{V: string(s[:])}, nil
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
