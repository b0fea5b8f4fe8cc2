// Package iteratorelements: an iterator hands out what a table leads to
package iteratorelements

import (
	"context"
	"iter"

	sig "github.com/sigen-dev/sigen/runtime"
)

type item struct{ n int }

type table struct{ items []*item }

func (t *table) all() iter.Seq[*item] {
	return func(yield func(*item) bool) {
		for _, i := range t.items {
			if !yield(i) {
				return
			}
		}
	}
}

var items = &table{items: []*item{{1}, {2}}}

// C is the component.
//
//sig:component name=iterator-elements scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	for i := range items.all() {
		i.n += p.N // want SIG701
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
