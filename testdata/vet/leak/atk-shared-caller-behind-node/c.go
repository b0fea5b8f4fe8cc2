// Package atksharedcallerbehindnode: a caller's value is linked into the component through a neighbour
package atksharedcallerbehindnode

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type node struct {
	next, prev *node
	v          string
}

func insert(n, at *node) {
	n.prev = at
	n.next = at.next
	n.prev.next = n // want SIG706
}

// C is the component.
//
//sig:component name=atk-shared-caller-behind-node scope=shared
type C struct {
	sig.Instance
	root node
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := ""
	if c.root.next != nil {
		old = c.root.next.v
	}
	insert(&node{v: p.V}, &c.root)
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
