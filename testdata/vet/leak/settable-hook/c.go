// Package settablehook: a hook that somebody sets
package settablehook

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var hook func(string)

// SetHook is called by whoever wants to.
func SetHook(f func(string)) { hook = f }

// C is the component.
//
//sig:component name=settable-hook scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	if hook != nil {
		hook(p.V) // want SIG702
	}
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
