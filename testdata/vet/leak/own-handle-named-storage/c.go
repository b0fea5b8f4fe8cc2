package ownhandlenamedstorage

import (
	"context"
	"github.com/sigen-dev/sigen/testdata/vet/leak/own-handle-named-storage/kv"

	sig "github.com/sigen-dev/sigen/runtime"
)

//sig:component name=own-handle-named-storage scope=shared
type C struct {
	sig.Instance
	KV kv.Storage `sig:"requires"`
}

func (c *C) Do(ctx context.Context, p P) (R, error) { return R{c.KV.Get(p.V)}, nil } // want SIG709

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
