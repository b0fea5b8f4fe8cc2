// Package sharedoncefunc: a function of the component runs once, by way of the library, if a caller says so
package sharedoncefunc

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-once-func scope=shared
type C struct {
	sig.Instance
	fns map[string]func()
	n   int
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.fns = map[string]func(){"a": func() { c.n++ }}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	c.n = 0
	if p.V == "x" {
		sync.OnceFunc(c.fns["a"])() // want SIG706
	}
	return R{N: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	N int `json:"n"`
}
