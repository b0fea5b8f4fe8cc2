// Package boxmethodvalue puts a method of the variable of the package two pointers deep, in a helper.
package boxmethodvalue

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=box-method-value scope=tenant
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

type h struct{ f func(string) string }
type g struct{ h *h }

func fill(x **g, c *circle) { *x = &g{&h{c.draw}} }
func up(s string) string    { return s }

// Do draws.
//
//sig:runnable desc="draws"
func (c *C) Do(ctx context.Context, n int, s string) (string, error) {
	x := &g{&h{up}}
	fill(&x, total)
	return x.h.f(s), nil
}
