// Package bigconstants: big numbers as constants
package bigconstants

import (
	"context"
	"errors"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	one   = big.NewInt(1)
	limit = new(big.Int).Lsh(one, 128)
)

// C is the component.
//
//sig:component name=big-constants scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	x, ok := new(big.Int).SetString(p.V, 10)
	if !ok || x.Cmp(limit) > 0 {
		return R{}, errors.New("too large")
	}
	return R{V: new(big.Int).Add(x, one).String()}, nil
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
