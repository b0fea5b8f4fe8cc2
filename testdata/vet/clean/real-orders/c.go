// Package realorders: orders on a database with events
package realorders

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// Placed is published for each order.
//
//sig:event topic=orders.placed
type Placed struct {
	ID    string `json:"id"`
	Cents int    `json:"cents"`
}

var errEmpty = errors.New("an order needs lines")

type line struct {
	SKU   string `json:"sku"`
	Qty   int    `json:"qty"`
	Cents int    `json:"cents"`
}

// Order is what a customer orders.
type Order struct {
	ID    string `json:"id"`
	Lines []line `json:"lines"`
}

func (o Order) total() (n int) {
	for _, l := range o.Lines {
		n += l.Qty * l.Cents
	}
	return n
}

// C is the component.
//
//sig:component name=real-orders scope=tenant
type C struct {
	sig.Instance
	Pool sqldb.Pool `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Place(ctx context.Context, o Order) (R, error) {
	if len(o.Lines) == 0 {
		return R{}, errEmpty
	}
	err := c.Pool.InTx(ctx, func(tx sqldb.Tx) error {
		if _, err := tx.Exec(ctx, "INSERT INTO orders (id, cents) VALUES (?, ?)", o.ID, o.total()); err != nil {
			return err
		}
		for i, l := range o.Lines {
			if _, err := tx.Exec(ctx, "INSERT INTO lines VALUES (?, ?, ?, ?)", o.ID, i, l.SKU, l.Qty); err != nil {
				return fmt.Errorf("line %d: %w", i, err)
			}
		}
		return nil
	})
	if err != nil {
		return R{}, fmt.Errorf("order %s: %w", o.ID, err)
	}
	return R{N: o.total()}, c.Publish(ctx, "orders.placed", Placed{ID: o.ID, Cents: o.total()})
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
