// Package atkdoublylinked: a node is linked through its neighbour
package atkdoublylinked

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

func (c *cell) swap(v string) string {
	old := c.last
	c.last = v
	return old
}

type node struct {
	next, prev *node
	c          *cell
}

func insert(n, at *node) {
	n.prev = at
	n.next = at.next
	n.prev.next = n
}

var one = &cell{}

// C is the component.
//
//sig:component name=atk-doubly-linked scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	root := new(node)
	insert(&node{c: one}, root)
	return R{V: root.next.c.swap(p.V)}, nil // want SIG701
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
