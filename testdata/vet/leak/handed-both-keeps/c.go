// Package handedbothkeeps: a function puts one of what it got into the other by a function that it was given
package handedbothkeeps

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ v string }

func (b *box) Set(v string) { b.v = v }

func call(f func(*box, string), b *box, v string) { f(b, v) }

// C is the component.
//
//sig:component name=handed-both-keeps scope=shared
type C struct {
	sig.Instance
	b *box
}

// Start makes what it holds.
func (c *C) Start(ctx context.Context) error {
	c.b = &box{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := c.b.v
	call((*box).Set, c.b, p.V) // want SIG706
	return R{V: was}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
