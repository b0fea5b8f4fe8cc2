// Package stdrandomreader: numbers are drawn from a reader of the package
package stdrandomreader

import (
	"context"
	"crypto/rand"
	"math/big"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var rd = strings.NewReader("aaaaxaaaaax")

// C is the component.
//
//sig:component name=std-random-reader scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	x, err := rand.Int(rd, big.NewInt(100)) // want SIG701
	if err != nil {
		return R{}, err // want SIG702
	}
	return R{N: int(x.Int64())}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
