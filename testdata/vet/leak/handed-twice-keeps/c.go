// Package handedtwicekeeps: two helpers hand a method expression both the memory of a shared component and what a caller sent
package handedtwicekeeps

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ s string }

func (b *box) set(v string) { b.s = v }

func inner(f func(*box, string), b *box, v string) { f(b, v) }

func outer(f func(*box, string), b *box, v string) { inner(f, b, v) }

// C is shared.
//
//sig:component name=handed-twice-keeps scope=shared
type C struct {
	sig.Instance
	b *box
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.b = &box{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.b.s
	outer((*box).set, c.b, p.V) // want SIG706
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
