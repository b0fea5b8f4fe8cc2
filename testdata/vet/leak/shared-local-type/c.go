// Package sharedlocaltype: which type was called says what a caller sent
package sharedlocaltype

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type ticker interface{ tick() }
type a struct{}

func (a) tick() {}

type b struct{ n *int }

func (x b) tick() { *x.n++ }

// C is one.
//
//sig:component name=shared-local-type scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	n := 0
	fs := []ticker{a{}, b{&n}}
	fs[len(p.V)%2].tick()
	c.s = strconv.Itoa(n) // want SIG706
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
