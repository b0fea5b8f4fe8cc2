// Package iteratorsofown: sequences, iter.Pull2 and range-over-func inside a call.
//
// Verdict: proved.
package iteratorsofown

import (
	"context"
	"iter"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type tree struct {
	left, right *tree
	key         string
}

func (t *tree) insert(k string) *tree {
	switch {
	case t == nil:
		return &tree{key: k}
	case k < t.key:
		t.left = t.left.insert(k)
	case k > t.key:
		t.right = t.right.insert(k)
	}
	return t
}

func (t *tree) all() iter.Seq[string] {
	return func(yield func(string) bool) { t.push(yield) }
}

func (t *tree) push(yield func(string) bool) bool {
	return t == nil || t.left.push(yield) && yield(t.key) && t.right.push(yield)
}

// C is the component.
//
//sig:component name=iterators-of-own scope=tenant
type C struct {
	sig.Instance

	mu   sync.Mutex
	root *tree
}

//sig:runnable desc="one call"
func (c *C) Insert(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.root = c.root.insert(p.K)
	n := 0
	for range c.root.all() {
		n++
	}
	next, stop := iter.Pull(c.root.all())
	defer stop()
	first, _ := next()
	return R{V: first, N: n}, nil
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
