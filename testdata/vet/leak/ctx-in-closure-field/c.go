// Package ctxinclosurefield: a closure over a context, kept
package ctxinclosurefield

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ctx-in-closure-field scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
	undo  []func() error
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.undo = append(c.undo, func() error { return c.Files.Delete(ctx, p.K) }) // want SIG708
	return c.Files.Put(ctx, p.K, []byte(p.V))
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
