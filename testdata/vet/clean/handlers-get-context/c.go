package handlersgetcontext

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func (c *C) other(ctx context.Context, e *ev) { c.n += len(e.id) }

type ev struct {
	id  string
	ctx context.Context
}

// C is the component.
//
//sig:component name=handlers-get-context scope=tenant
type C struct {
	sig.Instance
	hs   []func(context.Context, *ev)
	last []*ev
	n    int
}

//sig:activate
func (c *C) start(context.Context) error {
	c.hs = append(c.hs, func(_ context.Context, e *ev) { c.n += len(e.id) }, c.other)
	return nil
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	e := &ev{id: p.V}
	c.last = append(c.last, e)
	for _, h := range c.hs {
		h(ctx, e)
	}
	return R{}, nil
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
