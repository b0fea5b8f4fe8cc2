// Package boxdeferred puts the variable of the package into an interface, in a deferred function of a helper.
package boxdeferred

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=box-deferred scope=tenant
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

func fill(x *shape, c *circle) { defer func() { *x = c }() }

// Do draws.
//
//sig:runnable desc="draws"
func (c *C) Do(ctx context.Context, n int, s string) (string, error) {
	var x shape = square{"a"}
	fill(&x, total)
	return x.draw(s), nil
}
