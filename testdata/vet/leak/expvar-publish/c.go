// Package expvarpublish: a registry of the process
package expvarpublish

import (
	"context"
	"expvar"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=expvar-publish scope=tenant
type C struct {
	sig.Instance
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	expvar.NewInt("calls-" + c.Target()) // want SIG711
	return nil
}
