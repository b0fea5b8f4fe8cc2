// Package sharedctxvalue: a value out of the caller's context
package sharedctxvalue

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type nameKey struct{}

// C is the component.
//
//sig:component name=shared-ctx-value scope=shared
type C struct {
	sig.Instance
	last any
}

//sig:runnable desc="one call"
func (c *C) Note(ctx context.Context) error {
	c.last = ctx.Value(nameKey{}) // want SIG708
	return nil
}
