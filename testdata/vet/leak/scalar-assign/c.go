// Package scalarassign: a plain variable
package scalarassign

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var last string

// C is the component.
//
//sig:component name=scalar-assign scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	old := last
	last = p.V // want SIG701
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
