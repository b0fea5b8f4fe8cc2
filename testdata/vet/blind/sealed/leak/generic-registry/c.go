// Package genericregistry: a generic cache behind a package variable.
//
// Verdict: leak.
// Why: registry is instantiated once, so every tenant's values land in one map.
package genericregistry

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cache[K comparable, V any] struct {
	mu sync.Mutex
	m  map[K]V
}

func (c *cache[K, V]) getOrMake(k K, f func() V) V {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.m[k]; ok {
		return v
	}
	if c.m == nil {
		c.m = make(map[K]V)
	}
	v := f()
	c.m[k] = v // want leak
	return v
}

var greetings cache[string, string]

// C is the component.
//
//sig:component name=generic-registry scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Greet(ctx context.Context, p P) (R, error) {
	return R{V: greetings.getOrMake(p.K, func() string { return "hello " + p.V })}, nil
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
