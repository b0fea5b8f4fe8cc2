// Package atksharedpick: one of the component's own pointers, chosen by the caller
package atksharedpick

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type word struct{ text string }

// C is the component.
//
//sig:component name=atk-shared-pick scope=shared
type C struct {
	sig.Instance
	words []*word
	last  *word
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	c.last = c.words[p.N] // want SIG706
	return R{V: old.text}, nil
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
