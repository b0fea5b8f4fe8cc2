// Package cloneofslices: a cloned slice of slices
package cloneofslices

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

var grid = [][]int{{1, 2}, {3, 4}}

// C is the component.
//
//sig:component name=clone-of-slices scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	g := slices.Clone(grid)
	g[0][0] = p.N // want SIG701
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
