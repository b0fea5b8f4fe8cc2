// Package visitor: a visitor over a tree
package visitor

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type node struct {
	v    int
	l, r *node
}

func (n *node) insert(v int) *node {
	if n == nil {
		return &node{v: v}
	}
	if v < n.v {
		n.l = n.l.insert(v)
	} else {
		n.r = n.r.insert(v)
	}
	return n
}

func (n *node) each(f func(int)) {
	if n != nil {
		n.l.each(f)
		f(n.v)
		n.r.each(f)
	}
}

// C is the component.
//
//sig:component name=visitor scope=tenant
type C struct {
	sig.Instance
	root *node
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) (R, error) {
	c.root = c.root.insert(p.N)
	sum := 0
	c.root.each(func(v int) { sum += v })
	return R{N: sum}, nil
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
