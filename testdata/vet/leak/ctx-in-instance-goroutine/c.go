// Package ctxininstancegoroutine: a call's context outlives the call
package ctxininstancegoroutine

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ctx-in-instance-goroutine scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Later(ctx context.Context, p P) error {
	c.Go(func(context.Context) error {
		return c.Files.Put(ctx, p.K, []byte(p.V)) // want SIG708
	})
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
