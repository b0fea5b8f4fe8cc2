// Package boxfunctionvalue puts the variable of the package into an interface, in a function value.
package boxfunctionvalue

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=box-function-value scope=tenant
type C struct{ sig.Instance }

type shape interface{ draw(s string) string }

type square struct{ side string }

func (q square) draw(s string) string { return q.side + s }

type circle struct{ seen []string }

func (c *circle) draw(s string) string {
	c.seen = append(c.seen, s) // want SIG701
	return c.seen[0]
}

var total = &circle{}

type adder func(p *shape, c *circle)

var add adder = func(p *shape, c *circle) { *p = c }

// Do draws.
//
//sig:runnable desc="draws"
func (c *C) Do(ctx context.Context, n int, s string) (string, error) {
	var x shape = square{"a"}
	add(&x, total)
	return x.draw(s), nil
}
