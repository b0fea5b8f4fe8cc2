// Package nearembeddedownbase: an embedded pointer base that activate makes anew.
//
// Verdict: proved.
package nearembeddedownbase

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type base struct {
	mu   sync.Mutex
	last string
}

func newBase() *base { return &base{} }

func (b *base) swap(s string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	old := b.last
	b.last = s
	return old
}

// C is the component.
//
//sig:component name=near-embedded-own-base scope=tenant
type C struct {
	sig.Instance

	*base
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	c.base = newBase()
	return nil
}

//sig:runnable desc="one call"
func (c *C) Swap(ctx context.Context, p P) (R, error) { return R{V: c.swap(p.V)}, nil }

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
