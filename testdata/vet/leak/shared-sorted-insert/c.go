// Package sharedsortedinsert: a caller's value into a sorted list of the receiver
package sharedsortedinsert

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-sorted-insert scope=shared
type C struct {
	sig.Instance
	names []string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	i, found := slices.BinarySearch(c.names, p.V)
	if !found {
		c.names = slices.Insert(c.names, i, p.V) // want SIG706
	}
	return R{N: i}, nil
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
