// Package publishandsubscribe: events of the tenant are published and counted.
//
// Verdict: proved.
package publishandsubscribe

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Placed says that an order was placed.
//
//sig:event topic=orders.publish-and-subscribe
type Placed struct {
	ID    string `json:"id"`
	Cents int    `json:"cents"`
}

// C is the component.
//
//sig:component name=publish-and-subscribe scope=tenant
type C struct {
	sig.Instance

	mu    sync.Mutex
	total map[string]int
}

//sig:subscribe topic=orders.*
func (c *C) onPlaced(ctx context.Context, e Placed) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.total == nil {
		c.total = map[string]int{}
	}
	c.total[e.ID] += e.Cents
	return nil
}

//sig:runnable desc="one call"
func (c *C) Place(ctx context.Context, p P) error {
	return c.Publish(ctx, "orders.publish-and-subscribe", Placed{ID: p.K, Cents: p.N})
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
