// Package sets: generic sets and helpers
package sets

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type set[T comparable] map[T]struct{}

func of[T comparable](xs ...T) set[T] {
	s := set[T]{}
	for _, x := range xs {
		s[x] = struct{}{}
	}
	return s
}

func (s set[T]) has(x T) bool {
	_, ok := s[x]
	return ok
}

func (s set[T]) add(x T) { s[x] = struct{}{} }

var stop = of("a", "the")

func filter[T any](xs []T, keep func(T) bool) []T {
	var out []T
	for _, x := range xs {
		if keep(x) {
			out = append(out, x)
		}
	}
	return out
}

// C is the component.
//
//sig:component name=sets scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	seen := of[string]()
	words := filter(strings.Fields(p.V), func(w string) bool {
		if stop.has(w) || seen.has(w) {
			return false
		}
		seen.add(w)
		return true
	})
	return R{V: strings.Join(words, " ")}, nil
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
