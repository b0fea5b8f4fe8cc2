// Package atkgotoalias: an alias that goes around a loop before it is written
package atkgotoalias

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct {
	next *cell
	last string
}

var one = &cell{}

// C is the component.
//
//sig:component name=atk-goto-alias scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	a, b := &cell{}, &cell{}
	for i := range 3 {
		a.next = b
		b = a.next
		if i == 1 {
			b = one
		}
	}
	old := b.last
	a.next.last = p.V // want SIG701
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
