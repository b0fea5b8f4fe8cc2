// Package heldonce: sync made a function that a shared component holds, and it keeps what it is called with
package heldonce

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type fn func(ctx context.Context, k, v string) (string, error)

func counter() func() string { n := ""; return func() string { n += "x"; return n } }

type tick interface{ tick() string }
type tk struct{ n string }

func (t *tk) tick() string { t.n += "x"; return t.n }

type wr struct{ f func(string) }

func (w *wr) put(v string) { w.f(v) }

func mk() fn {
	var kept []string
	keep := func(v string) { kept = append(kept, v) }
	w := &wr{keep}
	return func(ctx context.Context, k, v string) (string, error) {
		w.put(v)
		return kept[0], nil
	}
}

// C is one.
//
//sig:component name=held-once scope=shared
type C struct {
	sig.Instance
	get func() fn
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.get = sync.OnceValue(mk)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	x, err := c.get()(ctx, p.K, p.V) // want SIG706
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
