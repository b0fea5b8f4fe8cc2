// Package atkholdermap: a helper writes behind the values of a fresh map
package atkholdermap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var one = &cell{}

func poke(v string, cs map[string]*cell) string {
	old := cs["a"].last
	cs["a"].last = v
	return old
}

// C is the component.
//
//sig:component name=atk-holder-map scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: poke(p.V, map[string]*cell{"a": one})}, nil // want SIG701
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
