// Package sharedfuncdecorated: a function around another one that a shared component holds decides about its call
package sharedfuncdecorated

import (
	"context"
	sig "github.com/sigen-dev/sigen/runtime"
	"strconv"
)

type handler func(string)

func (h handler) serve(s string) { h(s) } // want SIG706
func wrap(h handler) handler {
	return func(s string) {
		if s != "" {
			h.serve(s)
		}
	}
}

// C is the component.
//
//sig:component name=shared-func-decorated scope=shared
type C struct {
	sig.Instance
	it handler
	n  int
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.it = wrap(func(s string) { c.n++ })
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := strconv.Itoa(c.n)
	c.it.serve(p.V)
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	K string            `json:"k"`
	V string            `json:"v"`
	N int               `json:"n"`
	L []string          `json:"l"`
	M map[string]string `json:"m"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
