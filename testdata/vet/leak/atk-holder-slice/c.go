// Package atkholderslice: a helper writes behind the elements of a fresh slice
package atkholderslice

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var one = &cell{}

func poke(v string, cs ...*cell) string {
	old := ""
	for _, c := range cs {
		old = c.last
		c.last = v
	}
	return old
}

// C is the component.
//
//sig:component name=atk-holder-slice scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: poke(p.V, &cell{}, one)}, nil // want SIG701
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
