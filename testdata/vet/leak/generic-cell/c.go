// Package genericcell: a generic type at package level
package genericcell

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell[T any] struct {
	mu sync.Mutex
	v  T
}

func (c *cell[T]) swap(v T) T {
	c.mu.Lock()
	defer c.mu.Unlock()
	old := c.v
	c.v = v
	return old
}

var kept cell[string]

// C is the component.
//
//sig:component name=generic-cell scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: kept.swap(p.V)}, nil // want SIG701
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
