// Package boxmadenested makes two structs with the variable of the package, in a helper.
package boxmadenested

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=box-made-nested scope=tenant
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
type g struct{ h *h }

func fill(x **g, c *circle) { *x = &g{&h{c}} }

// Do draws.
//
//sig:runnable desc="draws"
func (c *C) Do(ctx context.Context, n int, s string) (string, error) {
	x := &g{&h{square{"a"}}}
	fill(&x, total)
	return x.h.s.draw(s), nil
}
