// Package sharedboundmethod: a bound method kept in a field
package sharedboundmethod

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-bound-method scope=shared
type C struct {
	sig.Instance
	last string
	note func(string)
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.note = c.remember
	return nil
}

func (c *C) remember(s string) { c.last = s }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.note(p.V) // want SIG706
	return R{V: c.last}, nil
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
