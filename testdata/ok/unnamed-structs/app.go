package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Order has no types for its parts.
type Order struct {
	ID       string `json:"id"`
	Shipping struct {
		// Street is where.
		Street string `json:"street" sig:"min=1"`
		Zip    *struct {
			Code int `json:"code" sig:"min=1000,max=9999"`
		} `json:"zip"`
	} `json:"shipping"`
	Lines []struct {
		SKU string `json:"sku"`
		Qty int    `json:"qty" sig:"default=1"`
	} `json:"lines"`
	Notes map[string]struct{ Text []string } `json:"notes,omitempty"`
	Seen  map[string]struct{}                `json:"seen,omitempty"`
}

// orderShipping has the name that the generated alias would have.
func orderShipping(o Order) string { return o.Shipping.Street }

// Desk takes orders.
//
//sig:component name=unnamed-desk scope=tenant
type Desk struct {
	sig.Instance
	last Order
}

//sig:runnable
func (d *Desk) Take(ctx context.Context, o Order) (Order, error) {
	d.last = o
	_ = orderShipping(o)
	return o, nil
}

//sig:runnable
func (d *Desk) Last(ctx context.Context) (Order, error) { return d.last, nil }
