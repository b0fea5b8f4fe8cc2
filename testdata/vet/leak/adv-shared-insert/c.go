// Package advsharedinsert: an insertion by the standard library
package advsharedinsert

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=adv-shared-insert scope=shared
type C struct {
	sig.Instance
	all []string
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.all = slices.Insert(c.all, 0, p.V) // want SIG706
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
