package genericload

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type row struct {
	a string
	n int
}

type cache[K comparable, V any] struct {
	mu sync.Mutex
	m  map[K]V
}

func (c *cache[K, V]) get(ctx context.Context, k K, load func(context.Context) (V, error)) (V, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.m[k]; ok {
		return v, nil
	}
	v, err := load(ctx)
	if err != nil {
		return v, err
	}
	if c.m == nil {
		c.m = map[K]V{}
	}
	c.m[k] = v
	return v, nil
}

// C is the component.
//
//sig:component name=generic-load scope=tenant
type C struct {
	sig.Instance
	S     sig.Storage `sig:"requires"`
	texts cache[string, *row]
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	v, err := c.texts.get(ctx, p.K, func(ctx context.Context) (*row, error) {
		b, err := c.S.Get(ctx, p.K)
		return &row{string(b), len(b)}, err
	})
	if err != nil {
		return R{}, err
	}
	return R{V: v.a, N: v.n}, nil
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
