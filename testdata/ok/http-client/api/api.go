// Package api is what others call; whoever serves it lives elsewhere.
package api

import (
	"context"
	"iter"
)

// OrderParams order something.
type OrderParams struct {
	Item string `json:"item" sig:"enum=tea|cake"`
	Qty  int    `json:"qty" sig:"min=1"`
}

// Receipt is what was ordered.
type Receipt struct {
	No   int    `json:"no"`
	Item string `json:"item"`
	For  string `json:"for"`
}

// Desk takes orders.
//
//sig:contract name=desk
type Desk interface {
	// Order orders one item.
	//sig:runnable
	Order(ctx context.Context, p OrderParams) (Receipt, error)
	// Receipts lists what was ordered, one at a time.
	//sig:runnable
	Receipts(ctx context.Context) iter.Seq2[Receipt, error]
	// Close closes the desk.
	//sig:runnable
	Close(ctx context.Context) error
}
