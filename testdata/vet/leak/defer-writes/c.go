// Package deferwrites: a deferred write
package deferwrites

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var done int

func finish() {
	done++ // want SIG701
}

// C is the component.
//
//sig:component name=defer-writes scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context) error {
	defer finish()
	return nil
}
