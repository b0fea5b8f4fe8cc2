// Package atkgenericcontainer: a generic stack of the application holds the package's cell
package atkgenericcontainer

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

func (c *cell) swap(v string) string {
	old := c.last
	c.last = v
	return old
}

var one = &cell{}

type stack[T any] struct{ items []T }

func (s *stack[T]) push(t T) { s.items = append(s.items, t) }

func (s *stack[T]) pop() T {
	t := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return t
}

// C is the component.
//
//sig:component name=atk-generic-container scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var s stack[*cell]
	s.push(one)
	return R{V: s.pop().swap(p.V)}, nil // want SIG701
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
