package genericloadkept

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cache[K comparable, V any] struct {
	mu   sync.Mutex
	m    map[K]V
	last func() (V, error)
}

func (c *cache[K, V]) get(k K, load func() (V, error)) (V, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.m[k]; ok {
		return v, nil
	}
	v, err := load()
	if err != nil {
		return v, err
	}
	if c.m == nil {
		c.m = map[K]V{}
	}
	c.m[k] = v
	c.last = load // want SIG708
	return v, nil
}

// C is the component.
//
//sig:component name=generic-load-kept scope=tenant
type C struct {
	sig.Instance
	S     sig.Storage `sig:"requires"`
	texts cache[string, string]
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	v, err := c.texts.get(p.K, func() (string, error) {
		return ctx.Value("x").(string), nil
	})
	if err != nil {
		return R{}, err
	}
	return R{V: v + func() string { s, _ := c.texts.last(); return s }()}, nil
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
