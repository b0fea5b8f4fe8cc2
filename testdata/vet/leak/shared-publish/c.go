// Package sharedpublish: an event of the shared component
package sharedpublish

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Seen is published.
//
//sig:event topic=seen
type Seen struct {
	V string `json:"v"`
}

// C is the component.
//
//sig:component name=shared-publish scope=shared
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	return c.Publish(ctx, "seen", Seen{V: p.V}) // want SIG709
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
