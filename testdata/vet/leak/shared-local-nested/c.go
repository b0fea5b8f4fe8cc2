// Package sharedlocalnested: what was linked inside of a local map says what a caller sent
package sharedlocalnested

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type node struct {
	name string
	next *node
}

func (n *node) last() *node {
	if n.next == nil {
		return n
	}
	return n.next.last()
}
func graph() map[string]*node { return map[string]*node{"a": {name: "a"}, "b": {name: "b"}} }

// C is one.
//
//sig:component name=shared-local-nested scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	g := graph()
	if p.V == "x" {
		g["a"].next = g["b"]
	}
	c.s = g["a"].last().name // want SIG706
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
