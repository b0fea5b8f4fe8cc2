// Package atkrecoverreturns: what was panicked with comes back from recover
package atkrecoverreturns

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var one = &cell{}

func raise() { panic(one) } // want SIG722

func take() (out *cell) {
	defer func() { out, _ = recover().(*cell) }()
	raise()
	return nil
}

// C is the component.
//
//sig:component name=atk-recover-returns scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c2 := take()
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
