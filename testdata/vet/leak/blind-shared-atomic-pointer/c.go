// Package blindsharedatomicpointer: a shared component swaps a pointer
package blindsharedatomicpointer

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type snapshot struct{ v string }

// C is the component.
//
//sig:component name=blind-shared-atomic-pointer scope=shared
type C struct {
	sig.Instance
	cur atomic.Pointer[snapshot]
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.cur.Store(&snapshot{p.V}) // want SIG706
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
