// Package atkdefaultargslice: a default slice is used when none is given, and sorted
package atkdefaultargslice

import (
	"context"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var defaults = []string{"b", "a"}

func pick(in []string) []string {
	if len(in) == 0 {
		return defaults
	}
	return in
}

// C is the component.
//
//sig:component name=atk-default-arg-slice scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	l := pick(strings.Fields(p.V))
	old := l[0]
	slices.SortFunc(l, func(a, b string) int { return p.N * strings.Compare(a, b) }) // want SIG701
	return R{V: old}, nil
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
