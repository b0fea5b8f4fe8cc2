// Package exportstream: rows as a stream
package exportstream

import (
	"context"
	"iter"
	"slices"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type record struct {
	key string
	n   int
}

// C is the component.
//
//sig:component name=export-stream scope=tenant
type C struct {
	sig.Instance
	mu   sync.Mutex
	recs []record
}

func filter[T any](in iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range in {
			if keep(v) && !yield(v) {
				return
			}
		}
	}
}

func (c *C) snapshot() []record {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.recs)
}

//sig:runnable
func (c *C) Export(ctx context.Context, p P) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		for r := range filter(slices.Values(c.snapshot()), func(r record) bool { return strings.HasPrefix(r.key, p.K) }) {
			if err := ctx.Err(); err != nil {
				yield(R{}, err)
				return
			}
			if !yield(R{V: r.key, N: r.n}, nil) {
				return
			}
		}
	}
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.recs = append(c.recs, record{p.K, p.N})
	return nil
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
