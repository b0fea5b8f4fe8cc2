// Package sharedfunccondition: a function that the component has counts if a caller says so
package sharedfunccondition

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-func-condition scope=shared
type C struct {
	sig.Instance
	f func()
	n int
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.f = c.tick
	return nil
}

func (c *C) tick() { c.n++ }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if p.V == "a" {
		c.f() // want SIG706
	}
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
