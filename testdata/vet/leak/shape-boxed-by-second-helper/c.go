// Package shapeboxedbysecondhelper has a helper put a variable of the package beside another shape.
package shapeboxedbysecondhelper

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shape-boxed-by-second-helper scope=tenant
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

var plain shape = square{"|"}

func add(to map[string]shape, c *circle) { to["circle"] = c }

// Do draws.
//
//sig:runnable desc="draws"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	m := map[string]shape{"square": plain}
	add(m, total)
	return m[s].draw(s), nil
}
