// Package handlebyname: a store that is not the one the kernel opened for the tenant, by a function of its package
package handlebyname

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/vet/leak/handle-by-name/kv"
)

// C is the component.
//
//sig:component name=handle-by-name scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) { return R{V: kv.For(p.K).Get(p.V)}, nil }

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
