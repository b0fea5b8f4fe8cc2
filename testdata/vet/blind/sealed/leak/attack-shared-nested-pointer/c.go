// Package attacksharednestedpointer: the caller's value goes two pointers below the shared component.
//
// Verdict: leak.
// Why: keep writes through a local copy of a pointer in a field.
package attacksharednestedpointer

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type leaf struct{ v string }

type branch struct{ leaf *leaf }

// C is the component.
//
//sig:component name=attack-shared-nested-pointer scope=shared
type C struct {
	sig.Instance

	mu   sync.Mutex
	tree branch
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	c.tree.leaf = &leaf{}
	return nil
}

func keep(b branch, v string) string {
	l := b.leaf
	old := l.v
	l.v = v // want leak
	return old
}

//sig:runnable desc="one call"
func (c *C) Call(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return R{V: keep(c.tree, p.V)}, nil
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
