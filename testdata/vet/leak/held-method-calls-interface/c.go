// Package heldmethodcallsinterface: a method value that a shared component holds calls a method of an interface in its receiver, which keeps what callers send
package heldmethodcallsinterface

import (
	"context"
	sig "github.com/sigen-dev/sigen/runtime"
)

type S struct {
	n int
	m map[string]int
	f func() int
}
type fm interface{ do(k int) int }
type a struct{ n int }

func (x *a) do(k int) int { o := x.n; x.n = k; return o }

type dd interface{ set(string) string }
type d1 struct{ s string }

func (d *d1) set(k string) string { o := d.s; d.s = k; return o }

type h struct{ d dd }

func (x *h) run(k string) string { return x.d.set(k) }

// C is.
//
//sig:component name=held-method-calls-interface scope=shared
type C struct {
	sig.Instance
	f func(string) string
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.f = (&h{&d1{}}).run
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: c.f(p.V)}, nil // want SIG706
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
