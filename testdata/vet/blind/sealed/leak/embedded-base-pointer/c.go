// Package embeddedbasepointer: instances embed a pointer to one base.
//
// Verdict: leak.
// Why: All instances share the *baseState that activate assigns.
package embeddedbasepointer

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type baseState struct {
	mu   sync.Mutex
	last string
}

func (b *baseState) remember(s string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	old := b.last
	b.last = s // want leak
	return old
}

var sharedBase = &baseState{}

// C is the component.
//
//sig:component name=embedded-base-pointer scope=tenant
type C struct {
	sig.Instance

	*baseState
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	c.baseState = sharedBase
	return nil
}

//sig:runnable desc="one call"
func (c *C) Swap(ctx context.Context, p P) (R, error) { return R{V: c.remember(p.V)}, nil }

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
