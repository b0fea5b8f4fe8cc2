// Package bignumbers: numbers that are only read
package bignumbers

import (
	"context"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

var modulus, _ = new(big.Int).SetString("1000000007", 10)

// C is the component.
//
//sig:component name=big-numbers scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Mod(ctx context.Context, p P) (R, error) {
	n := new(big.Int).Exp(big.NewInt(int64(p.N)), big.NewInt(3), modulus)
	return R{V: n.String()}, nil
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
