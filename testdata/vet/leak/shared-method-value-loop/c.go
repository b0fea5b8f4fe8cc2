// Package sharedmethodvalueloop: a method value counts as often as a caller says
package sharedmethodvalueloop

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

func run(f func(), n int) {
	for range n {
		f()
	}
}

// C is one.
//
//sig:component name=shared-method-value-loop scope=shared
type C struct {
	sig.Instance
	n int
}

func (c *C) tick() { c.n++ }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	run(c.tick, len(p.V)) // want SIG706
	return R{V: strconv.Itoa(c.n)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
