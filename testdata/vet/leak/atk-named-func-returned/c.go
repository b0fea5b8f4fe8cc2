// Package atknamedfuncreturned: a helper returns what a function by name yields
package atknamedfuncreturned

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var one = &cell{}

func get() *cell { return one }

func call(get func() *cell) *cell { return get() }

// C is the component.
//
//sig:component name=atk-named-func-returned scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c2 := call(get)
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
