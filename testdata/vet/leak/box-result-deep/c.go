// Package boxresultdeep returns the variable of the package in a list of structs.
package boxresultdeep

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=box-result-deep scope=tenant
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
type k struct{ g []*g }

func mk(c *circle) *k { return &k{[]*g{{&h{c}}}} }

// Do draws.
//
//sig:runnable desc="draws"
func (c *C) Do(ctx context.Context, n int, s string) (string, error) {
	x := &k{[]*g{{&h{square{"a"}}}}}
	if n > 1 {
		x = mk(total)
	}
	return x.g[0].h.s.draw(s), nil
}
