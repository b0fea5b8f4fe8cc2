// Package storageinglobal: the first instance's storage becomes the shared cache.
//
// Verdict: leak.
// Why: The handle of one tenant is kept where all read and write through it.
package storageinglobal

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	cacheOnce sync.Once
	cache     sig.Storage
)

// C is the component.
//
//sig:component name=storage-in-global scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Cached(ctx context.Context, p P) (R, error) {
	cacheOnce.Do(func() { cache = c.Store }) // want leak
	if b, err := cache.Get(ctx, p.K); err == nil {
		return R{V: string(b)}, nil
	}
	return R{V: p.V}, cache.Put(ctx, p.K, []byte(p.V))
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
