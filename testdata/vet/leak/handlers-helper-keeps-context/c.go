package handlershelperkeepscontext

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type reg struct{ hs []func(context.Context, *ev) }

func (r *reg) on(h func(context.Context, *ev)) { r.hs = append(r.hs, h) }

func (r *reg) fire(ctx context.Context, e *ev) {
	for _, h := range r.hs {
		h(ctx, e) // want SIG708
	}
}

type ev struct {
	id  string
	ctx context.Context
}

// C is the component.
//
//sig:component name=handlers-helper-keeps-context scope=tenant
type C struct {
	sig.Instance
	r    *reg
	last []*ev
}

//sig:activate
func (c *C) start(context.Context) error {
	c.r = &reg{}
	c.r.on(func(ctx context.Context, e *ev) { e.ctx = ctx })
	return nil
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	e := &ev{id: p.V}
	c.last = append(c.last, e)
	c.r.fire(ctx, e)
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
