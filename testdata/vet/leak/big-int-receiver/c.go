// Package bigintreceiver: arithmetic into a shared number
package bigintreceiver

import (
	"context"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

var sum = big.NewInt(0)

// C is the component.
//
//sig:component name=big-int-receiver scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) (R, error) {
	sum.Add(sum, big.NewInt(int64(p.N))) // want SIG701
	return R{V: sum.String()}, nil
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
