// Package sharedlogvalue: a shared component logs the caller's text as its own.
//
// Verdict: leak.
// Why: Its logger belongs to the component, not to the caller's tenant.
package sharedlogvalue

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-log-value scope=shared
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) error {
	c.Log().Log(ctx, sig.LevelInfo, "request", sig.Attr{Key: "body", Value: p.V}) // want leak
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
