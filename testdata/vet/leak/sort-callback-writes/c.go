// Package sortcallbackwrites: a callback of the standard library writes shared elements
package sortcallbackwrites

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

type item struct{ n, uses int }

var items = []*item{{n: 1}, {n: 2}}

// C is the component.
//
//sig:component name=sort-callback-writes scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Find(ctx context.Context, p P) (R, error) {
	i := slices.IndexFunc(items, func(it *item) bool {
		it.uses++ // want SIG701
		return it.n == p.N
	})
	return R{N: i}, nil
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
