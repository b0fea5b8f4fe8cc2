// Package stdnumberofown: a number that was set to the package's
package stdnumberofown

import (
	"context"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

var limit = big.NewInt(1000)

// C is the component.
//
//sig:component name=std-number-of-own scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	x := new(big.Int).Set(limit)
	x.Add(x, big.NewInt(int64(p.N)))
	return R{V: x.String()}, nil
}

type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
