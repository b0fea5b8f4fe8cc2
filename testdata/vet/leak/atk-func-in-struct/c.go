// Package atkfuncinstruct: a struct carries a function that yields the package's cell
package atkfuncinstruct

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var one = &cell{}

func get() *cell { return one }

type source struct{ get func() *cell }

func (s source) put(v string) string {
	c := s.get()
	old := c.last
	c.last = v
	return old
}

// C is the component.
//
//sig:component name=atk-func-in-struct scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: source{get}.put(p.V)}, nil // want SIG701
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
