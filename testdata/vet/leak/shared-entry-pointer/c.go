// Package sharedentrypointer: a helper hands out an entry of the receiver
package sharedentrypointer

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type entry struct{ v string }

// C is the component.
//
//sig:component name=shared-entry-pointer scope=shared
type C struct {
	sig.Instance
	byKey map[string]*entry
}

func (c *C) entry(k string) *entry {
	if c.byKey["x"] == nil {
		c.byKey = map[string]*entry{"x": {}}
	}
	return c.byKey["x"]
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	e := c.entry("x")
	was := e.v
	e.v = p.V // want SIG706
	return R{V: was}, nil
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
