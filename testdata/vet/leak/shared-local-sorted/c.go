// Package sharedlocalsorted: whether a local slice was sorted says what a caller sent
package sharedlocalsorted

import (
	"context"
	"slices"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-local-sorted scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	a := []int{2, 1}
	if p.V == "x" {
		slices.Sort(a)
	}
	c.s = strconv.Itoa(a[0]) // want SIG706
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
