// Package payloadinterface: an interface in params
package payloadinterface

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Item is a value, or something else.
type Item struct {
	V any `json:"v"` // want SIG710
}

// C is the component.
//
//sig:component name=payload-interface scope=tenant
type C struct {
	sig.Instance
	last any
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, it Item) error {
	c.last = it.V
	return nil
}
