// Package advseqchain: iterators over iterators
package advseqchain

import (
	"context"
	"iter"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

func filter[T any](in iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range in {
			if keep(v) && !yield(v) {
				return
			}
		}
	}
}

// C is the component.
//
//sig:component name=adv-seq-chain scope=tenant
type C struct {
	sig.Instance
	all []string
}

//sig:runnable desc="one call"
func (c *C) Find(ctx context.Context, p P) (R, error) {
	c.all = append(c.all, p.V)
	long := filter(slices.Values(c.all), func(s string) bool { return len(s) > p.N })
	return R{V: strings.Join(slices.Collect(long), ",")}, nil
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
