// Package stdyieldread: an iterator yields what nobody writes
package stdyieldread

import (
	"cmp"
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

type item struct {
	name string
	n    int
}

var items = []*item{{"a", 1}, {"b", 2}}

func all(yield func(*item) bool) {
	for _, n := range items {
		if !yield(n) {
			return
		}
	}
}

// C is the component.
//
//sig:component name=std-yield-read scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	l := slices.SortedFunc(all, func(a, b *item) int { return cmp.Compare(b.n, a.n) })
	return R{V: l[0].name}, nil
}

type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
