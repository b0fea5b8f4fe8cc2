// Package finalizer: a function that the collector runs
package finalizer

import (
	"context"
	"runtime"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=finalizer scope=tenant
type C struct {
	sig.Instance
	n int
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	runtime.SetFinalizer(&c.n, func(*int) {}) // want SIG703
	return nil
}
