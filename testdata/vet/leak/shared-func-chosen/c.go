// Package sharedfuncchosen: a function counts that a caller chose
package sharedfuncchosen

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-func-chosen scope=shared
type C struct {
	sig.Instance
	h map[string]func()
	n int
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.h = map[string]func(){"a": func() { c.n++ }, "b": func() {}}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.h[p.V]() // want SIG706
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
