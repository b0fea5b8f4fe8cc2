// Package sharedkeptbehindnew: a method puts memory of the shared component behind something that it makes
package sharedkeptbehindnew

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// P is what a caller sends.
type P struct {
	K string `json:"k"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}

type T struct{ v string }

type msg struct{ t *T }

type box struct{ m *msg }

func (b *box) set(t *T) { b.m = &msg{t} }

// C is the component.
//
//sig:component name=shared-kept-behind-new scope=shared
type C struct {
	sig.Instance
	root *T
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.root = &T{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b box
	b.set(c.root)
	m := b.m
	old := m.t.v
	m.t.v = p.K // want SIG706
	return R{old}, nil
}
