// Package promotedinterfaceown: a method expression of what embeds an interface behind a pointer, with memory of the call
package promotedinterfaceown

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

// C is the component.
//
//sig:component name=promoted-interface-own scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	f := outer.Set
	o := outer{&inner{&cell{}}}
	return R{V: f(o, p.V) + o.Set(p.K)}, nil
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
