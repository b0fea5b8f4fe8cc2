// Package ctxcapturedbygo: a goroutine of the instance captures the call's context.
//
// Verdict: leak.
// Why: Go hands a context of its own, which the closure ignores.
package ctxcapturedbygo

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ctx-captured-by-go scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Save(ctx context.Context, p P) error {
	c.Go(func(context.Context) error {
		return c.Store.Put(ctx, p.K, []byte(p.V)) // want leak
	})
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
