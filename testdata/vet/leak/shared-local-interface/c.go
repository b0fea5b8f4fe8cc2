// Package sharedlocalinterface: what a method of an interface did to a local value says what a caller sent
package sharedlocalinterface

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type keeper interface {
	keep()
	show() string
}
type kk struct{ s string }

func (k *kk) keep()        { k.s = "x" }
func (k *kk) show() string { return k.s }

// C is one.
//
//sig:component name=shared-local-interface scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	var k keeper = &kk{}
	if p.V == "x" {
		k.keep()
	}
	c.s = k.show() // want SIG706
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
