// Package bigintreceiver: a big.Int accumulates in its receiver.
//
// Verdict: leak.
// Why: total.Add writes total, which is package state.
package bigintreceiver

import (
	"context"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

var total = new(big.Int)

// C is the component.
//
//sig:component name=big-int-receiver scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Sum(ctx context.Context, p P) (R, error) {
	total.Add(total, big.NewInt(int64(p.N))) // want leak
	return R{V: total.String()}, nil
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
