// Package stdnumbercopy: the copy of a number has its digits
package stdnumbercopy

import (
	"context"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

var b = big.NewInt(300)

// C is the component.
//
//sig:component name=std-number-copy scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	x := *b
	x.Add(&x, big.NewInt(int64(p.N))) // want SIG701
	return R{V: b.String()}, nil
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
