package genericloadsecond

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type holder2 struct{ h *holder[*holder2] }

type holder[V any] struct {
	v   V
	ctx context.Context
}

type cache[K comparable, V any] struct {
	mu sync.Mutex
	m  map[K]V
}

func (c *cache[K, V]) get(ctx context.Context, k K, load func(*holder[V], context.Context) (V, error)) (V, error) {
	h := &holder[V]{}
	v, err := load(h, ctx)
	c.m = map[K]V{k: v} // want SIG708
	h.ctx = ctx
	return v, err
}

// C is the component.
//
//sig:component name=generic-load-second scope=tenant
type C struct {
	sig.Instance
	S     sig.Storage `sig:"requires"`
	texts cache[string, *holder2]
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	p1 := &holder2{}
	v, err := c.texts.get(ctx, p.K, func(h *holder[*holder2], ctx context.Context) (*holder2, error) {
		x := p1
		x.h = h
		return x, nil
	})
	if err != nil {
		return R{}, err
	}
	return R{V: v.h.ctx.Value("x").(string)}, nil
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
