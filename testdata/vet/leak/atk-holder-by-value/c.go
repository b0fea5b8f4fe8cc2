// Package atkholderbyvalue: a helper writes behind a struct that it gets by value
package atkholderbyvalue

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

type holder struct{ c *cell }

var one = &cell{}

func poke(h holder, v string) string {
	old := h.c.last
	h.c.last = v
	return old
}

// C is the component.
//
//sig:component name=atk-holder-by-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: poke(holder{one}, p.V)}, nil // want SIG701
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
