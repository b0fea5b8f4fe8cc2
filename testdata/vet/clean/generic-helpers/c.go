// Package generichelpers: generics over values
package generichelpers

import (
	"context"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

func mapped[T, U any](in []T, f func(T) U) []U {
	out := make([]U, 0, len(in))
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}

// C is the component.
//
//sig:component name=generic-helpers scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Upper(ctx context.Context, p P) (R, error) {
	words := mapped(strings.Fields(p.V), strings.ToUpper)
	slices.Sort(words)
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
