// Package sharedatomicstore: an atomic pointer to what a caller sent
package sharedatomicstore

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-atomic-store scope=shared
type C struct {
	sig.Instance
	last atomic.Pointer[P]
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := c.last.Swap(&p) // want SIG706
	if was == nil {
		return R{}, nil
	}
	return R{V: was.V}, nil
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
