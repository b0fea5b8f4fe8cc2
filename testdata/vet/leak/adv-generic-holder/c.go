// Package advgenericholder: a generic holder as a package variable
package advgenericholder

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type holder[T any] struct{ v T }

func (h *holder[T]) swap(v T) T {
	old := h.v
	h.v = v
	return old
}

var last holder[string]

// C is the component.
//
//sig:component name=adv-generic-holder scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	return R{V: last.swap(p.V)}, nil // want SIG701
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
