package main

import (
	"context"
	"math/big"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Plan is what a tenant pays for.
type Plan string

// The plans.
const (
	PlanStarter Plan = "starter"
	PlanPro     Plan = "pro"
)

// Level is how loud.
type Level uint8

// The levels.
const (
	Quiet Level = iota
	Loud
)

// Order has constants, and numbers without a bound.
type Order struct {
	Plan   Plan         `json:"plan" sig:"default=pro"`
	Strict Plan         `json:"strict" sig:"enum=starter|pro,default=pro"`
	Level  Level        `json:"level" sig:"optional"`
	Day    time.Weekday `json:"day" sig:"optional"`
	Int    *big.Int     `json:"int"`
	Float  *big.Float   `json:"float"`
	Rat    *big.Rat     `json:"rat"`
}

// Shop takes orders.
//
//sig:component name=constants-shop scope=tenant
type Shop struct{ sig.Instance }

//sig:runnable
func (s *Shop) Order(ctx context.Context, o Order) (Order, error) { return o, nil }
