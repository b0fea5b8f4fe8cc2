// Package contextafterfunc: context.AfterFunc runs after the call.
//
// Verdict: leak.
// Why: Nobody stops it, so it runs in a goroutine of its own when the context ends.
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

	Store sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Track(ctx context.Context, p P) error {
	context.AfterFunc(ctx, func() { // want leak
		_ = c.Store.Put(context.Background(), "done-"+p.K, []byte(p.V))
	})
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
