// Package atkinterfaceyields: a method behind an interface yields the package's cell
package atkinterfaceyields

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var one = &cell{}

type source interface{ get() *cell }

type fixed struct{}

func (fixed) get() *cell { return one } // want SIG702

func with(s source, v string) string {
	c := s.get()
	old := c.last
	c.last = v
	return old
}

// C is the component.
//
//sig:component name=atk-interface-yields scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: with(fixed{}, p.V)}, nil
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
