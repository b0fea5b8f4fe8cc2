// Package shapeonce calls what a list has that is filled once.
package shapeonce

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shape-once scope=tenant
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

func (c *circle) draw(s string) string { return s + s }

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
