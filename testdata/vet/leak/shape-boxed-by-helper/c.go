// Package shapeboxedbyhelper has a helper put a variable of the package where another shape was.
package shapeboxedbyhelper

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shape-boxed-by-helper scope=tenant
type C struct{ sig.Instance }

type shape interface {
	name() string
	draw(s string) string
}

type square struct{ side string }

func (square) name() string { return "square" }

func (q square) draw(s string) string { return q.side + s }

type circle struct{ seen []string }

func (c *circle) name() string { return "circle" }

func (c *circle) draw(s string) string {
	c.seen = append(c.seen, s) // want SIG701
	return c.seen[0]
}

var total = &circle{}

type holder struct{ s shape }

func fill(h *holder, c *circle) { h.s = c }

// Do draws.
//
//sig:runnable desc="draws"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	h := &holder{square{"|"}}
	fill(h, total)
	return h.s.draw(s), nil
}
