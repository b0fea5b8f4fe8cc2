// Package handlebyhand: the handle of the tenant is turned into another's
package handlebyhand

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/vet/leak/handle-by-hand/kv"
)

// C is the component.
//
//sig:component name=handle-by-hand scope=tenant
type C struct {
	sig.Instance
	KV kv.Store `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	other := c.KV
	other.Scope = p.K // want SIG703
	return R{V: other.Get(p.V)}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
