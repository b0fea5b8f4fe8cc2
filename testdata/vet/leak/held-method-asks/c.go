// Package heldmethodasks: a method that the component holds calls a function in its receiver, which counts, because of what a caller sent
package heldmethodasks

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func counter() func() string { n := ""; return func() string { n += "x"; return n } }

type S struct{ x func() string }

func newS() *S { return &S{x: counter()} }
func (s *S) do(ctx context.Context, k, v string) (string, error) {
	if v == "on" {
		s.x()
	}
	return s.x(), nil
}

type fn func(ctx context.Context, k, v string) (string, error)

// C is one.
//
//sig:component name=held-method-asks scope=shared
type C struct {
	sig.Instance
	f fn
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.f = newS().do
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	x, err := c.f(ctx, p.K, p.V) // want SIG706
	return R{V: x}, err
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
