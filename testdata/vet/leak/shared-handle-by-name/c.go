// Package sharedhandlebyname: a shared component counts in a handle in which there is nothing but a name
package sharedhandlebyname

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/vet/leak/shared-handle-by-name/kv"
)

// C is shared.
//
//sig:component name=shared-handle-by-name scope=shared
type C struct {
	sig.Instance
	KV kv.Store `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) error {
	if p.V == "x" {
		return c.KV.Hit(ctx) // want SIG709
	}
	return nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}
