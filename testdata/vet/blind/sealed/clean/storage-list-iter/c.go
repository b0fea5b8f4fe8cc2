// Package storagelistiter: storage keys are filtered through iterator adapters.
//
// Verdict: proved.
package storagelistiter

import (
	"context"
	"iter"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

func keep[T any](seq iter.Seq2[T, error], f func(T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for v, err := range seq {
			if err != nil || f(v) {
				if !yield(v, err) {
					return
				}
			}
		}
	}
}

// C is the component.
//
//sig:component name=storage-list-iter scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Find(ctx context.Context, p P) (R, error) {
	var keys []string
	for k, err := range keep(c.Store.List(ctx, p.K), func(s string) bool { return strings.HasSuffix(s, p.V) }) {
		if err != nil {
			return R{}, err
		}
		keys = append(keys, k)
	}
	return R{V: strings.Join(keys, "\n"), N: len(keys)}, nil
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
