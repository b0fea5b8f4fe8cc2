package genericaskedfortype

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var shared = &ev{}

type box struct{ e *ev }

func put[T any](b *box, e T) {
	keep(b, e)
	if b.e.id == "" {
		b.e.id = "x"
	}
}

func keep[W any](b *box, w W) { b.e = any(w).(*ev) }

type ev struct {
	id  string
	ctx context.Context
}

// C is the component.
//
//sig:component name=generic-asked-for-type scope=tenant
type C struct {
	sig.Instance
	n int
}

//sig:activate
func (c *C) start(context.Context) error {
	return nil
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b box
	put(&b, shared) // want SIG701
	old := b.e.id
	b.e.id = p.V
	return R{V: old}, nil
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
