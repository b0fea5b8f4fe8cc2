// Package sharedsyncmap: a shared component's memo
package sharedsyncmap

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-sync-map scope=shared
type C struct {
	sig.Instance
	memo sync.Map
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	if v, ok := c.memo.Load(p.K); ok {
		return R{V: v.(string)}, nil
	}
	c.memo.Store(p.K, p.V) // want SIG706
	return R{V: p.V}, nil
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
