// Package genericcache: a generic type as a package variable
package genericcache

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cache[V any] struct {
	mu sync.Mutex
	m  map[string]V
}

func (c *cache[V]) put(k string, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil {
		c.m = map[string]V{}
	}
	c.m[k] = v
}

var store cache[string]

// C is the component.
//
//sig:component name=generic-cache scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	store.put(p.K, p.V) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
