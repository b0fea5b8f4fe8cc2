// Package atklinkedinsert: a linked list of the application leads from node to node
package atklinkedinsert

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
	next *node
	c    *cell
}

type chain struct{ root node }

func (l *chain) push(c *cell) {
	n := &node{c: c}
	n.next = l.root.next
	l.root.next = n
}

func (l *chain) first() *cell { return l.root.next.c }

var one = &cell{}

// C is the component.
//
//sig:component name=atk-linked-insert scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var l chain
	l.push(one)
	return R{V: l.first().swap(p.V)}, nil // want SIG701
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
