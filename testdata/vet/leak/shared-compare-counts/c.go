// Package sharedcomparecounts: a comparison that a method made counts how often the order that a caller chose has it called
package sharedcomparecounts

import (
	"context"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-compare-counts scope=shared
type C struct {
	sig.Instance
	l []string
	n int
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.l = []string{"a", "c", "b"}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	c.n = 0
	slices.SortFunc(slices.Clone(c.l), c.by(p.V == "desc")) // want SIG706
	return R{N: old}, nil
}

func (c *C) by(desc bool) func(a, b string) int {
	return func(a, b string) int {
		c.n++
		if desc {
			return strings.Compare(b, a)
		}
		return strings.Compare(a, b)
	}
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	N int `json:"n"`
}
