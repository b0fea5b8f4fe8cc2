// Package ctxinafter: a context captured by a timer of the instance
package ctxinafter

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ctx-in-after scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Later(ctx context.Context, p P) error {
	c.After(time.Minute, func(context.Context) {
		_ = c.Files.Delete(ctx, p.K) // want SIG708
	})
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
