// Package advrules: a table of rules with slices
package advrules

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

type rule struct {
	name  string
	words []string
	max   int
}

var rules = map[string][]rule{
	"a": {{"x", []string{"q"}, 1}, {"y", nil, 2}},
}

// C is the component.
//
//sig:component name=adv-rules scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Apply(ctx context.Context, p P) (R, error) {
	n := 0
	for _, r := range rules[p.K] {
		if slices.Contains(r.words, p.V) {
			n += r.max
		}
	}
	return R{N: n}, nil
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
