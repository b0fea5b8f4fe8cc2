// Package helperinitregisters: drivers register at start-up and carry state.
//
// Verdict: leak.
// Why: The driver's init is harmless; the driver that it registers remembers the last input.
package helperinitregisters

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/vet/blind/tuning/leak/helper-init-registers/drivers"
)

// C is the component.
//
//sig:component name=helper-init-registers scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Encode(ctx context.Context, p P) (R, error) {
	d, ok := drivers.Get(p.K)
	if !ok {
		return R{}, sig.ErrNotFound
	}
	return R{V: d.Encode(p.V)}, nil
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
