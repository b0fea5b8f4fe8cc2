package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/oneof-foreign/pay"
)

// Order is paid.
type Order struct {
	By []pay.Method `json:"by"`
}

// Desk takes orders.
//
//sig:component name=oneof-desk scope=tenant
type Desk struct{ sig.Instance }

//sig:runnable
func (d *Desk) Order(ctx context.Context, o Order) (Order, error) { return o, nil }
