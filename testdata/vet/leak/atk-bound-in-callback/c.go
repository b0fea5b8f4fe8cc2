// Package atkboundincallback: the library hands elements to a bound method that keeps them
package atkboundincallback

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

func (c *cell) swap(v string) string {
	old := c.last
	c.last = v
	return old
}

var cells = []*cell{{}, {}}

type catcher struct{ c *cell }

func (k *catcher) take(c *cell) bool {
	k.c = c
	return true
}

// C is the component.
//
//sig:component name=atk-bound-in-callback scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	k := new(catcher)
	if slices.ContainsFunc(cells, k.take) {
		return R{V: k.c.swap(p.V)}, nil // want SIG701
	}
	return R{}, nil
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
