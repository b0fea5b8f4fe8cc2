package owncontextofall

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type over struct{ v string }

func (o *over) Error() string { return "" }

type mine struct {
	context.Context
	o *over
}

func (m *mine) Err() error { return m.o } // want SIG708

var g = &mine{context.Background(), &over{}}

func get(ctx context.Context) error { return ctx.Err() }

type tok struct{ v string }

// C is the component.
//
//sig:component name=own-context-of-all scope=tenant
type C struct {
	sig.Instance
	S    sig.Storage `sig:"requires"`
	last error
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	err := get(g)
	x := err.(*over)
	old := x.v
	x.v = p.V
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
