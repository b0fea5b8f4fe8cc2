package handlerswrappedkeepcontext

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func wrap(f func(context.Context, *ev)) func(context.Context, *ev) {
	return func(ctx context.Context, e *ev) { f(ctx, e) }
}

type ev struct {
	id  string
	ctx context.Context
}

// C is the component.
//
//sig:component name=handlers-wrapped-keep-context scope=tenant
type C struct {
	sig.Instance
	hs   []func(context.Context, *ev)
	last []*ev
}

//sig:activate
func (c *C) start(context.Context) error {
	c.hs = append(c.hs, wrap(func(ctx context.Context, e *ev) { e.ctx = ctx }))
	return nil
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	e := &ev{id: p.V}
	c.last = append(c.last, e)
	for _, h := range c.hs {
		h(ctx, e) // want SIG708
	}
	if x := c.last[0].ctx; x != nil {
		return R{V: x.Value("k").(string)}, nil
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
