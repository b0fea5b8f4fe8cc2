// Package ctxderived: a derived context kept
package ctxderived

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ctx-derived scope=tenant
type C struct {
	sig.Instance
	cancel func()
	kept   any
}

//sig:runnable desc="one call"
func (c *C) Start(ctx context.Context) error {
	sub, cancel := context.WithTimeout(ctx, time.Minute)
	c.cancel = cancel // want SIG708
	c.kept = sub      // want SIG708
	return nil
}
