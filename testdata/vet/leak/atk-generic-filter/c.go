// Package atkgenericfilter: a generic filter yields the package's cells
package atkgenericfilter

import (
	"context"
	"iter"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

func (c *cell) swap(v string) string {
	old := c.last
	c.last = v
	return old
}

var cells = []*cell{{}, {}}

func filter[T any](in iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for t := range in {
			if keep(t) && !yield(t) {
				return
			}
		}
	}
}

// C is the component.
//
//sig:component name=atk-generic-filter scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	for c2 := range filter(slices.Values(cells), func(c *cell) bool { return true }) {
		return R{V: c2.swap(p.V)}, nil // want SIG701
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
