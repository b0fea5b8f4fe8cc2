package owncontexthandsout

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type mine struct {
	context.Context
	id string
}

type over struct{ m *mine }

func (o *over) Error() string { return "" }

func (m *mine) Err() error { return o(m) } // want SIG708

func o(m *mine) error { return &over{m} }

func within(ctx context.Context) error { return ctx.Err() }

type tok struct{ v string }

// C is the component.
//
//sig:component name=own-context-hands-out scope=tenant
type C struct {
	sig.Instance
	S    sig.Storage `sig:"requires"`
	last error
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.last = within(&mine{ctx, p.V})
	return R{V: c.last.(*over).m.Value("k").(string)}, nil
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
