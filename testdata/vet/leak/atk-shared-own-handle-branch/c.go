// Package atksharedownhandlebranch: the component's own storage gets a constant when the caller says so
package atksharedownhandlebranch

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-own-handle-branch scope=shared
type C struct {
	sig.Instance
	store sig.Storage
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if p.N > 3 {
		if err := c.store.Put(ctx, "flag", []byte("1")); err != nil { // want SIG709
			return R{}, err
		}
	}
	b, err := c.store.Get(ctx, "flag")
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
