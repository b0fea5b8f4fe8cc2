package ownhandlenamedpertenant

import (
	"context"
	"github.com/sigen-dev/sigen/testdata/vet/leak/own-handle-named-per-tenant/kv"

	sig "github.com/sigen-dev/sigen/runtime"
)

//sig:component name=own-handle-named-per-tenant scope=shared
type C struct {
	sig.Instance
	KV kv.PerTenant `sig:"requires"`
}

func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.KV.Get("last")
	c.KV.Put("last", p.V) // want SIG709
	return R{old}, nil
}

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is its result.
type R struct {
	V string `json:"v"`
}
