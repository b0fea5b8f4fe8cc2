// Package helperpackages: helpers in packages of their own
package helperpackages

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/vet/clean/helper-packages/money"
)

// C is the component.
//
//sig:component name=helper-packages scope=tenant
type C struct {
	sig.Instance
	total money.Amount
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) (R, error) {
	a, err := money.Parse(p.V)
	if err != nil {
		return R{}, err
	}
	c.total = c.total.Plus(a)
	return R{V: c.total.String()}, nil
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
