// Package keptbehindnew: a method puts what it is given behind something that it makes
package keptbehindnew

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

var root = &T{}

func use(t *T, s string) string {
	var b box
	b.set(t)
	m := b.m
	old := m.t.v
	m.t.v = s
	return old
}

// C is the component.
//
//sig:component name=kept-behind-new scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) { return R{use(root, p.K)}, nil } // want SIG701
