// Package nearownlist: a linked list in the instance
package nearownlist

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type node struct {
	next, prev *node
	v          string
}

func insert(n, at *node) {
	n.prev = at
	n.next = at.next
	n.prev.next = n
}

// C is the component.
//
//sig:component name=near-own-list scope=tenant
type C struct {
	sig.Instance
	mu   sync.Mutex
	root node
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	insert(&node{v: p.V}, &c.root)
	return R{V: c.root.next.v}, nil
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
