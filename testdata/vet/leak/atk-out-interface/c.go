// Package atkoutinterface: an interface's method receives the package's cell
package atkoutinterface

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var one = &cell{}

type taker interface{ take(c *cell) }

type catcher struct{ c *cell }

func (k *catcher) take(c *cell) { k.c = c }

func find(t taker) { t.take(one) }

// C is the component.
//
//sig:component name=atk-out-interface scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	k := new(catcher)
	find(k) // want SIG701
	old := k.c.last
	k.c.last = p.V
	return R{V: old}, nil
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
