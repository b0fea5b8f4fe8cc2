// Package publishedevent: an event of a tenant
package publishedevent

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Placed is an order.
//
//sig:event topic=orders.placed
type Placed struct {
	ID string `json:"id"`
}

// C is the component.
//
//sig:component name=published-event scope=tenant
type C struct {
	sig.Instance
	mu   sync.Mutex
	seen []string
}

//sig:runnable desc="one call"
func (c *C) Place(ctx context.Context, p P) error {
	return c.Publish(ctx, "orders.placed", Placed{ID: p.K})
}

//sig:subscribe topic=orders.*
func (c *C) onPlaced(ctx context.Context, e Placed) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen = append(c.seen, e.ID)
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
