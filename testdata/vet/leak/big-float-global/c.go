// Package bigfloatglobal: a big number that is added to
package bigfloatglobal

import (
	"context"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

var total = new(big.Rat)

// C is the component.
//
//sig:component name=big-float-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	total.Add(total, big.NewRat(int64(p.N), 1)) // want SIG701
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
