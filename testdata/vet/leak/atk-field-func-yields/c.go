// Package atkfieldfuncyields: a function in a field yields the package's cell
package atkfieldfuncyields

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var one = &cell{}

// C is the component.
//
//sig:component name=atk-field-func-yields scope=tenant
type C struct {
	sig.Instance
	get func() *cell
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.get = func() *cell { return one } // want SIG702
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c2 := c.get()
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
