// Package genericcache: a generic cache as a field
package genericcache

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cache[K comparable, V any] struct {
	mu sync.Mutex
	m  map[K]V
}

func (c *cache[K, V]) get(k K, build func() (V, error)) (V, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.m[k]; ok {
		return v, nil
	}
	v, err := build()
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
//sig:component name=generic-cache scope=tenant
type C struct {
	sig.Instance
	words cache[string, []string]
}

//sig:runnable desc="one call"
func (c *C) Words(ctx context.Context, p P) (R, error) {
	ws, err := c.words.get(p.K, func() ([]string, error) { return strings.Fields(p.V), nil })
	return R{N: len(ws)}, err
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
