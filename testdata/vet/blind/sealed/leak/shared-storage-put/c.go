// Package sharedstorageput: a shared component stores for its callers.
//
// Verdict: leak.
// Why: The storage is the component's own, so all tenants meet in one namespace.
package sharedstorageput

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-storage-put scope=shared
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	return c.Store.Put(ctx, p.K, []byte(p.V)) // want leak
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	b, err := c.Store.Get(ctx, p.K)
	return R{V: string(b)}, err
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
