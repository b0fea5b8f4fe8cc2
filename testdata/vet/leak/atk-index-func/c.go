// Package atkindexfunc: a found element is written
package atkindexfunc

import (
	"context"
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

// C is the component.
//
//sig:component name=atk-index-func scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	mine := slices.Clone(cells)
	i := slices.IndexFunc(mine, func(c *cell) bool { return c.last != p.V })
	return R{V: mine[max(i, 0)].swap(p.V)}, nil // want SIG701
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
