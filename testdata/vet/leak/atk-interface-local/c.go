// Package atkinterfacelocal: a method behind a local interface yields the package's cell
package atkinterfacelocal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var one = &cell{}

type source interface{ get() *cell }

type fixed struct{}

func (fixed) get() *cell { return one } // want SIG702

// C is the component.
//
//sig:component name=atk-interface-local scope=tenant
type C struct {
	sig.Instance
	src source
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.src = fixed{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c2 := c.src.get()
	old := c2.last
	c2.last = p.V
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
