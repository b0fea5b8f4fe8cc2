// Package contextafterfunc: a function that runs at the end of a context
package contextafterfunc

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=context-after-func scope=tenant
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Watch(ctx context.Context) error {
	context.AfterFunc(ctx, func() { c.n++ }) // want SIG707
	return nil
}
