// Package heldclosureaskstable: a function in a struct calls one of a table that it has captured because of what a caller sent
package heldclosureaskstable

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type fn func(ctx context.Context, k, v string) (string, error)

func counter() func() string { n := ""; return func() string { n += "x"; return n } }

type tick interface{ tick() string }
type tk struct{ n string }

func (t *tk) tick() string { t.n += "x"; return t.n }

type hd struct{ f fn }

func mk() fn {
	m := map[string]func() string{"a": counter()}
	return func(ctx context.Context, k, v string) (string, error) {
		if v == "on" {
			m["a"]()
		}
		return m["a"](), nil
	}
}

// C is one.
//
//sig:component name=held-closure-asks-table scope=shared
type C struct {
	sig.Instance
	h hd
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.h = hd{mk()}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	x, err := c.h.f(ctx, p.K, p.V) // want SIG706
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
