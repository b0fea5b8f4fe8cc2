// Package sharedsignal: a signal of the shared component
package sharedsignal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-signal scope=shared
type C struct {
	sig.Instance
	Last sig.Signal[string]
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.Last.Set(p.V) // want SIG709
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
