// Package helperpackagespure: helpers of another package, with a table of their own.
//
// Verdict: proved.
package helperpackagespure

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/vet/blind/tuning/clean/helper-packages-pure/units"
)

// C is the component.
//
//sig:component name=helper-packages-pure scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Convert(ctx context.Context, p P) (R, error) {
	v, err := units.Convert(float64(p.N), p.K, p.V)
	if errors.Is(err, units.ErrUnit) {
		return R{}, fmt.Errorf("%w: %w", sig.ErrInvalid, err)
	}
	return R{V: units.Format(v, p.V)}, nil
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
