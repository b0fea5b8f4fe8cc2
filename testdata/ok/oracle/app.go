package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Item is one line.
type Item struct {
	SKU   string        `json:"sku" sig:"min=1"`
	Qty   int           `json:"qty" sig:"min=1,max=100"`
	Price *float64      `json:"price,omitempty" sig:"min=0"`
	Wait  time.Duration `json:"wait,omitempty"`
}

// Order is an order.
type Order struct {
	ID    string            `json:"id" sig:"pattern='^o[0-9]+$'"`
	Items []Item            `json:"items" sig:"max=3"`
	Notes map[string]string `json:"notes,omitempty"`
	At    time.Time         `json:"at,omitzero"`
}

// Receipt is a result.
type Receipt struct {
	ID    string         `json:"id"`
	Total float64        `json:"total"`
	Lines []string       `json:"lines"`
	By    map[string]int `json:"by"`
	Due   time.Duration  `json:"due"`
	Order *Order         `json:"order"`
}

var errEmpty = errors.New("an order without items")

// Desk is what is called in every way.
//
//sig:contract name=oracle-desk
type Desk interface {
	//sig:runnable idempotent
	Price(ctx context.Context, o Order) (Receipt, error)
	//sig:runnable
	Check(ctx context.Context, o Order) error
	//sig:runnable
	Limits(ctx context.Context) (Item, error)
	//sig:runnable
	Ping(ctx context.Context) error
}

// Counter computes prices.
//
//sig:component name=oracle-counter scope=tenant
//sig:provides Desk
type Counter struct {
	sig.Instance
	Factor float64 `sig:"prop,default=1"`
}

//sig:computed
func (c *Counter) computeUnit() float64 { return 2.5 }

// Price prices.
func (c *Counter) Price(ctx context.Context, o Order) (Receipt, error) {
	if len(o.Items) == 0 {
		return Receipt{}, errEmpty
	}
	r := Receipt{ID: o.ID, By: map[string]int{}, Order: &o}
	for _, i := range o.Items {
		price := c.Unit()
		if i.Price != nil {
			price = *i.Price
		}
		r.Total += price * float64(i.Qty) * c.Factor
		r.By[i.SKU] += i.Qty
		r.Due += i.Wait
		r.Lines = append(r.Lines, fmt.Sprintf("%d %s", i.Qty, i.SKU))
	}
	return r, nil
}

// Check checks.
func (c *Counter) Check(ctx context.Context, o Order) error {
	if o.Notes["bad"] != "" {
		return errors.New(o.Notes["bad"])
	}
	return nil
}

// Limits is the largest item.
func (c *Counter) Limits(ctx context.Context) (Item, error) { return Item{SKU: "max", Qty: 100}, nil }

// Ping answers.
func (c *Counter) Ping(ctx context.Context) error { return nil }
