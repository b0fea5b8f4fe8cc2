// Package subscribeshared: an event kept by a shared component
package subscribeshared

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Placed is an order.
//
//sig:event topic=orders.placed
type Placed struct {
	V string `json:"v"`
}

// C is the component.
//
//sig:component name=subscribe-shared scope=shared
type C struct {
	sig.Instance
	last string
}

//sig:subscribe topic=orders.*
func (c *C) onPlaced(ctx context.Context, e Placed) error {
	c.last = e.V // want SIG706
	return nil
}
