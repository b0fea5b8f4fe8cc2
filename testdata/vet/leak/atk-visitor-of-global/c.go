// Package atkvisitorofglobal: a package's tree is visited with a function that writes
package atkvisitorofglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type node struct {
	text string
	kids []*node
}

func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, k := range n.kids {
		k.walk(visit)
	}
}

var root = &node{kids: []*node{{}}}

// C is the component.
//
//sig:component name=atk-visitor-of-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := ""
	root.walk(func(n *node) {
		old = n.text
		n.text = p.V // want SIG701
	})
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
