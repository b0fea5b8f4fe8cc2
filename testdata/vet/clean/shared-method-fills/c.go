// Package sharedmethodfills: a method of an interface fills what the caller gets, with strings of its own
package sharedmethodfills

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type view struct {
	title string
	parts map[string]string
}
type filler interface{ fill(*view, string) }
type greeter struct {
	word  string
	parts map[string]string
}

func (g *greeter) fill(v *view, s string) {
	v.title = g.word + s
	for k, x := range g.parts {
		v.parts[k] = x
	}
}

// C is one.
//
//sig:component name=shared-method-fills scope=shared
type C struct {
	sig.Instance
	fl filler
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.fl = &greeter{"hello ", map[string]string{"a": "b"}}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	v := &view{parts: map[string]string{}}
	c.fl.fill(v, p.V)
	v.parts["k"] = p.K
	return R{V: v.title + v.parts["a"]}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
	K string `json:"k"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
