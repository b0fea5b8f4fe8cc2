// Package boxownglobal puts the variable of the package into a struct, in a helper that is not given it.
package boxownglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=box-own-global scope=tenant
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

type h struct{ s shape }

func fill(x *h) { x.s = total }

// Do draws.
//
//sig:runnable desc="draws"
func (c *C) Do(ctx context.Context, n int, s string) (string, error) {
	x := &h{square{"a"}}
	fill(x)
	return x.s.draw(s), nil
}
