// Package hostkernel: a kernel of its own
package hostkernel

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=host-kernel scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Start(ctx context.Context) error {
	k := sig.New()     // want SIG703
	return k.Boot(ctx) // want SIG703
}
