package main

import (
	"context"
	"image"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/foreign-struct/money"
)

// Amount is not money.Amount.
type Amount struct {
	Of money.Amount `json:"of"`
}

// Box holds anything.
type Box[K comparable, V any] struct {
	Key   K `json:"key"`
	Value V `json:"value"`
}

// PayParams is a payment.
type PayParams struct {
	Total  money.Amount             `json:"total"`
	Extra  *Amount                  `json:"extra"`
	Area   image.Rectangle          `json:"area"`
	Page   money.Page[money.Amount] `json:"page"`
	Boxes  []Box[string, []int]     `json:"boxes"`
	Nested Box[money.Currency, Box[int, Amount]]
}

// Shop sells.
//
//sig:component name=foreign-shop scope=tenant
type Shop struct{ sig.Instance }

//sig:runnable
func (s *Shop) Pay(ctx context.Context, p PayParams) (money.Page[PayParams], error) {
	return money.Page[PayParams]{Items: []PayParams{p}}, nil
}

//sig:runnable
func (s *Shop) Plain(ctx context.Context, p money.Amount) (money.Currency, error) {
	return p.Currency, nil
}
