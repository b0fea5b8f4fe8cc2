// Package sharedlocalgenerator: where a generator is says what a caller sent
package sharedlocalgenerator

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

func counter() func() int { n := 0; return func() int { n++; return n } }

// C is one.
//
//sig:component name=shared-local-generator scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	g := counter()
	if p.V == "x" {
		g()
	}
	c.s = strconv.Itoa(g()) // want SIG706
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
