// Package ctxcapturedbyafter: a timer of the instance captures the call's context.
//
// Verdict: leak.
// Why: The timer fires when the call is long over.
package ctxcapturedbyafter

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ctx-captured-by-after scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Later(ctx context.Context, p P) error {
	c.After(time.Minute, func(context.Context) {
		if err := c.Store.Delete(ctx, p.K); err != nil { // want leak
			c.Log().Log(ctx, sig.LevelWarn, "expire: "+err.Error())
		}
	})
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
