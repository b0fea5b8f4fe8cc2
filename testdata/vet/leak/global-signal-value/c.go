// Package globalsignalvalue: a signal as a package-level variable, in which there is no reference
package globalsignalvalue

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var last sig.Signal[string]

// C is the component.
//
//sig:component name=global-signal-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := last.Get() // want SIG705
	last.Set(p.V)     // want SIG701
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
