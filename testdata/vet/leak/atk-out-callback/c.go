// Package atkoutcallback: a helper hands the package's cell to a callback that keeps it
package atkoutcallback

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var one = &cell{}

func find(yield func(*cell)) { yield(one) }

// C is the component.
//
//sig:component name=atk-out-callback scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var c2 *cell
	find(func(c *cell) { c2 = c })
	old := c2.last
	c2.last = p.V // want SIG701
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
