// Package sharedpureservice: a shared component that keeps nothing.
//
// Verdict: proved.
package sharedpureservice

import (
	"context"
	"fmt"
	"math"

	sig "github.com/sigen-dev/sigen/runtime"
)

var vat = map[string]float64{"DE": 0.19, "FR": 0.20, "SE": 0.25}

// C is the component.
//
//sig:component name=shared-pure-service scope=shared
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Gross(ctx context.Context, p P) (R, error) {
	rate, ok := vat[p.K]
	if !ok {
		return R{}, fmt.Errorf("%w: country %q", sig.ErrInvalid, p.K)
	}
	return R{V: p.K, N: p.N + int(math.Round(float64(p.N)*rate))}, nil
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
