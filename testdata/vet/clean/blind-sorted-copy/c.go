// Package blindsortedcopy: a sorted copy of a shared list
package blindsortedcopy

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

var names = []string{"b", "a"}

// C is the component.
//
//sig:component name=blind-sorted-copy scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) First(ctx context.Context) (R, error) {
	s := slices.Sorted(slices.Values(names))
	t := make([]string, len(names))
	copy(t, names)
	slices.Reverse(t)
	return R{V: s[0] + t[0]}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
