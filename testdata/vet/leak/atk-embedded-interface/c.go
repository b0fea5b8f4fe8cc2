// Package atkembeddedinterface: a method is promoted from an interface inside a package's struct
package atkembeddedinterface

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type swapper interface{ swap(v string) string }

type cell struct{ last string }

func (c *cell) swap(v string) string {
	old := c.last
	c.last = v
	return old
}

type wrapper struct{ swapper }

var one = wrapper{&cell{}}

// C is the component.
//
//sig:component name=atk-embedded-interface scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	w := one
	return R{V: w.swap(p.V)}, nil // want SIG701
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
