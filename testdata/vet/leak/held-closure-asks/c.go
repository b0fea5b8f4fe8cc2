// Package heldclosureasks: a function that the component holds calls one that it has captured, and that counts, because of what a caller sent
package heldclosureasks

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type fn func(ctx context.Context, k, v string) (string, error)

func counter() func() string { n := ""; return func() string { n += "x"; return n } }

type tick interface{ tick() string }
type tk struct{ n string }

func (t *tk) tick() string { t.n += "x"; return t.n }

type svc struct {
	inc func()
	get func() string
}

func newSvc() svc { n := ""; return svc{inc: func() { n += "x" }, get: func() string { return n }} }

func mk() fn {
	s := newSvc()
	return func(ctx context.Context, k, v string) (string, error) {
		if v == "on" {
			s.inc()
		}
		return s.get(), nil
	}
}

// C is one.
//
//sig:component name=held-closure-asks scope=shared
type C struct {
	sig.Instance
	f fn
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.f = mk()
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
