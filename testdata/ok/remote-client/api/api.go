// Package api is what others call; whoever serves it lives elsewhere.
package api

import "context"

// RateParams name two currencies.
type RateParams struct {
	From string `json:"from" sig:"pattern='^[A-Z]{3}$'"`
	To   string `json:"to" sig:"pattern='^[A-Z]{3}$'"`
}

// RateResult is what one costs in the other.
type RateResult struct {
	Rate float64 `json:"rate"`
}

// Rates knows what money costs.
//
//sig:contract name=rates
type Rates interface {
	//sig:runnable
	Rate(ctx context.Context, p RateParams) (RateResult, error)
}
