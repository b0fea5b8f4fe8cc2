// Package nearuniquetext: handles of equal texts are equal, and nothing else
package nearuniquetext

import (
	"context"
	"unique"

	sig "github.com/sigen-dev/sigen/runtime"
)

var empty = unique.Make("")

// C is the component.
//
//sig:component name=near-unique-text scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	h := unique.Make(p.V)
	if h == empty {
		return R{}, nil
	}
	return R{V: h.Value(), N: 1}, nil
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
