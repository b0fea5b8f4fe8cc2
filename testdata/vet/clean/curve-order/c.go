// Package curveorder: reads the parameters of a curve
package curveorder

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	crand "crypto/rand"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=curve-order scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	k, err := ecdsa.GenerateKey(elliptic.P256(), crand.Reader)
	if err != nil {
		return R{}, err
	}
	n := new(big.Int).Mod(big.NewInt(int64(p.N)), k.Curve.Params().N)
	return R{N: int(n.Int64()), V: elliptic.P256().Params().Name}, nil
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
