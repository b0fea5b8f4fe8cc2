// Package shapeoncekeeps calls what a list has that is filled once, and one of them keeps.
package shapeoncekeeps

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shape-once-keeps scope=tenant
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

var (
	once sync.Once
	all  []shape
)

func load() []shape {
	once.Do(func() { all = append(all, square{"|"}, &circle{}) })
	return all
}

// Do draws.
//
//sig:runnable desc="draws"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	for _, v := range load() {
		if v.name() == s {
			return v.draw(s), nil
		}
	}
	return "", nil
}
