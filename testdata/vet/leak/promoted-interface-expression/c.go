// Package promotedinterfaceexpression: a method expression of what embeds an interface behind a pointer
package promotedinterfaceexpression

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type setter interface{ Set(string) string }

type cell struct{ s string }

// Set keeps.
func (c *cell) Set(s string) string {
	old := c.s
	c.s = s
	return old
}

type (
	inner struct{ setter }
	outer struct{ *inner }
)

var shared = &cell{}

// C is the component.
//
//sig:component name=promoted-interface-expression scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	f := outer.Set
	return R{V: f(outer{&inner{shared}}, p.V)}, nil // want SIG701
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
