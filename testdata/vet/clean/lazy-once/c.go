// Package lazyonce: lazy initialisation without captures
package lazyonce

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	once  sync.Once
	table map[string]int
)

func load() {
	table = map[string]int{"x": 1}
}

// C is the component.
//
//sig:component name=lazy-once scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	once.Do(load)
	return R{N: table[p.K]}, nil
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
