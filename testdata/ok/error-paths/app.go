package main

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Line is a line of an order.
type Line struct {
	Quantity int    `json:"quantity" sig:"min=1"`
	Note     string `json:"note" sig:"optional"`
}

// Order is an order.
type Order struct {
	Customer string            `json:"customer"`
	Lines    []Line            `json:"lines"`
	Labels   map[string]string `json:"labels" sig:"optional"`
}

// Desk takes orders.
//
//sig:component name=order-desk scope=tenant
type Desk struct{ sig.Instance }

//sig:runnable
func (d *Desk) Order(ctx context.Context, p Order) error {
	fmt.Println("ordered:", p.Customer)
	return nil
}
