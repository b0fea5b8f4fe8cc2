// Package atkholdertwodeep: a helper's helper writes behind two fresh structs
package atkholdertwodeep

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

type inner struct{ c *cell }

type outer struct{ in *inner }

var one = &cell{}

func poke(o *outer, v string) string { return poke2(o.in, v) }

func poke2(i *inner, v string) string {
	old := i.c.last
	i.c.last = v
	return old
}

// C is the component.
//
//sig:component name=atk-holder-two-deep scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: poke(&outer{&inner{one}}, p.V)}, nil // want SIG701
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
