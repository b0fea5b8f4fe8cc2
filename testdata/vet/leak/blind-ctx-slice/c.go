// Package blindctxslice: a context kept in a slice of any
package blindctxslice

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=blind-ctx-slice scope=tenant
type C struct {
	sig.Instance
	all []any
}

//sig:runnable desc="one call"
func (c *C) Keep(ctx context.Context) error {
	c.all = append(c.all, ctx) // want SIG708
	return nil
}
