// Package sharedpublish: a shared component publishes what a caller sent under its own name.
//
// Verdict: leak.
// Why: Publish is the component's own handle, so the value leaves the caller's tenant.
package sharedpublish

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Note is what was said.
//
//sig:event topic=notes.shared-publish
type Note struct {
	Text string `json:"text"`
}

// C is the component.
//
//sig:component name=shared-publish scope=shared
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Say(ctx context.Context, p P) error {
	return c.Publish(ctx, "notes.shared-publish", Note{Text: p.V}) // want leak
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
