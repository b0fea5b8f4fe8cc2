// Package gcpercent: a knob of the runtime
package gcpercent

import (
	"context"
	"runtime/debug"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=gc-percent scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Tune(ctx context.Context, p P) error {
	debug.SetGCPercent(p.N) // want SIG711
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
