// Package atksharedchooseelement: the element itself is chosen by the caller's key
package atksharedchooseelement

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type word struct{ on bool }

// C is the component.
//
//sig:component name=atk-shared-choose-element scope=shared
type C struct {
	sig.Instance
	words map[string]*word
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	w := c.words[p.K]
	if w.on {
		return R{N: 1}, nil
	}
	w.on = true // want SIG706
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
