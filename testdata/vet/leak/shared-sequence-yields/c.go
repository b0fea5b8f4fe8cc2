// Package sharedsequenceyields: a sequence of the library calls a function that keeps what a caller sent
package sharedsequenceyields

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-sequence-yields scope=shared
type C struct {
	sig.Instance
	fn func(string) bool
	n  int
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.fn = func(s string) bool { c.n += len(s); return true }
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	c.n = 0
	strings.SplitSeq(p.V, ",")(c.get()) // want SIG706
	return R{N: old}, nil
}

func (c *C) get() func(string) bool { return c.fn }

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	N int `json:"n"`
}
