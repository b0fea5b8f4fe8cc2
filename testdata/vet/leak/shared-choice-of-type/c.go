// Package sharedchoiceoftype: which type counts in a shared component, a caller chooses
package sharedchoiceoftype

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type bumper interface{ bump() }
type a struct{}

func (a) bump() {}

type b struct{ c *C }

func (x b) bump() { x.c.n++ }

// C is shared.
//
//sig:component name=shared-choice-of-type scope=shared
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	var x bumper = a{}
	if p.V == "a" {
		x = b{c}
	}
	x.bump() // want SIG706
	return R{V: fmt.Sprint(old)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
