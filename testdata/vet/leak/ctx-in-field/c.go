// Package ctxinfield: a context kept for later
package ctxinfield

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ctx-in-field scope=tenant
type C struct {
	sig.Instance
	last context.Context
}

//sig:runnable desc="one call"
func (c *C) Use(ctx context.Context) error {
	c.last = ctx // want SIG708
	return nil
}
