// Package blindmoneytable: decimal arithmetic with constants
package blindmoneytable

import (
	"context"
	"fmt"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

var scale = big.NewInt(100)

func parse(s string) (*big.Int, error) {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return nil, fmt.Errorf("%q is no number", s)
	}
	r.Mul(r, new(big.Rat).SetInt(scale))
	return new(big.Int).Quo(r.Num(), r.Denom()), nil
}

// C is the component.
//
//sig:component name=blind-money-table scope=tenant
type C struct {
	sig.Instance
	total big.Int
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) (R, error) {
	n, err := parse(p.V)
	if err != nil {
		return R{}, err
	}
	c.total.Add(&c.total, n)
	return R{V: c.total.String()}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
