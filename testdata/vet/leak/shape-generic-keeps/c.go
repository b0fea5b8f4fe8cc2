// Package shapegenerickeeps takes what it calls out of a map by a generic function, and one of them keeps.
package shapegenerickeeps

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shape-generic-keeps scope=tenant
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

var all = map[string]shape{"square": square{"|"}, "circle": &circle{}}

func get[T any](m map[string]T, k string) T { return m[k] }

// Do draws.
//
//sig:runnable desc="draws"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return get(all, s).draw(s), nil
}
