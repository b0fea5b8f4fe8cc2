// Package helperpackage: a helper package has the state
package helperpackage

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/vet/leak/helper-package/store"
)

// C is the component.
//
//sig:component name=helper-package scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	store.Put(p.K, p.V)
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
