// Package iterators: iterators over the instance's own
package iterators

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=iterators scope=tenant
type C struct {
	sig.Instance
	m map[string]int
}

func (c *C) over(n int) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for k, v := range c.m {
			if v > n && !yield(k, v) {
				return
			}
		}
	}
}

//sig:runnable desc="one call"
func (c *C) Sum(ctx context.Context, p P) (R, error) {
	sum := 0
	for _, v := range c.over(p.N) {
		sum += v
	}
	return R{N: sum, V: strings.Join(slices.Sorted(maps.Keys(c.m)), " ")}, nil
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
