// Package atksharedrangeelement: an element is marked that the caller chose
package atksharedrangeelement

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type word struct {
	text string
	on   bool
}

// C is the component.
//
//sig:component name=atk-shared-range-element scope=shared
type C struct {
	sig.Instance
	words []*word
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	n := 0
	for _, w := range c.words {
		if w.on {
			n++
		}
		w.on = w.text == p.V // want SIG706
	}
	return R{N: n}, nil
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
