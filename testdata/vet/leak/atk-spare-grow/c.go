// Package atksparegrow: slices.Grow keeps the array when it has room
package atksparegrow

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

var base = make([]string, 0, 8)

// C is the component.
//
//sig:component name=atk-spare-grow scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s := slices.Grow(base, 1)
	old := s[:1][0]
	s = append(s, p.V) // want SIG701
	return R{V: old, N: len(s)}, nil
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
