package genericloadfills

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

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
	c.m = map[K]V{k: h.v} // want SIG708
	return v, err
}

// C is the component.
//
//sig:component name=generic-load-fills scope=tenant
type C struct {
	sig.Instance
	S     sig.Storage `sig:"requires"`
	texts cache[string, func() context.Context]
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	v, err := c.texts.get(ctx, p.K, func(h *holder[func() context.Context], ctx context.Context) (func() context.Context, error) {
		h.v = func() context.Context { return ctx }
		return nil, nil
	})
	if err != nil {
		return R{}, err
	}
	return func() (R, error) { return R{V: v().Value("x").(string)}, nil }()
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
