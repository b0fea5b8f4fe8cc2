// Package stdcurveparams: writes the parameters of a curve
package stdcurveparams

import (
	"context"
	"crypto/elliptic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-curve-params scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	elliptic.P256().Params().B.SetInt64(int64(p.N)) // want SIG711
	return R{N: int(elliptic.P256().Params().B.Int64())}, nil
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
