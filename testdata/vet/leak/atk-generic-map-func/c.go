// Package atkgenericmapfunc: a generic map function hands out the package's cells
package atkgenericmapfunc

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

func (c *cell) swap(v string) string {
	old := c.last
	c.last = v
	return old
}

var cells = []*cell{{}, {}}

func mapped[T, U any](in []T, f func(T) U) []U {
	var out []U
	for _, t := range in {
		out = append(out, f(t))
	}
	return out
}

// C is the component.
//
//sig:component name=atk-generic-map-func scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	for _, s := range mapped(cells, func(c *cell) string { return c.swap(p.V) }) { // want SIG701
		return R{V: s}, nil
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
