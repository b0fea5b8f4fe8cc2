// Package atkfieldholderkept: the instance keeps a struct that leads to the package's cell
package atkfieldholderkept

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

type holder struct{ c *cell }

var one = &cell{}

func newHolder() *holder { return &holder{one} }

// C is the component.
//
//sig:component name=atk-field-holder-kept scope=tenant
type C struct {
	sig.Instance
	h *holder
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.h = newHolder() // want SIG702
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: c.h.c.swap(p.V)}, nil
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
