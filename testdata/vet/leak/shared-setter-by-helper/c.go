// Package sharedsetterbyhelper: a function that another one made sets a field of a shared component by a third
package sharedsetterbyhelper

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func put(at *string, s string)    { *at = s }
func set(at *string) func(string) { return func(s string) { put(at, s) } }

// C is shared.
//
//sig:component name=shared-setter-by-helper scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	set(&c.s)(p.V) // want SIG706
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
