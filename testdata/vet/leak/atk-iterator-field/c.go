// Package atkiteratorfield: an iterator made at initialisation moves on
package atkiteratorfield

import (
	"context"
	"iter"

	sig "github.com/sigen-dev/sigen/runtime"
)

type gen struct{ n int }

func (g *gen) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for {
			g.n++
			if !yield(g.n) {
				return
			}
		}
	}
}

var seq = (&gen{}).all()

// C is the component.
//
//sig:component name=atk-iterator-field scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context) (R, error) {
	for n := range seq { // want SIG702
		return R{N: n}, nil
	}
	return R{}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
