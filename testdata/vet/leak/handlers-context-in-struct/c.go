package handlerscontextinstruct

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ ctx context.Context }

type ev struct {
	id  string
	ctx context.Context
}

// C is the component.
//
//sig:component name=handlers-context-in-struct scope=tenant
type C struct {
	sig.Instance
	hs   []func(box, *ev)
	last []*ev
}

//sig:activate
func (c *C) start(context.Context) error {
	c.hs = append(c.hs, func(b box, e *ev) { e.ctx = b.ctx })
	return nil
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	e := &ev{id: p.V}
	c.last = append(c.last, e) // want SIG708
	for _, h := range c.hs {
		h(box{ctx}, e)
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
