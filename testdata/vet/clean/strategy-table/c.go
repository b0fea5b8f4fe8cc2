// Package strategytable: a table of interface values
package strategytable

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type pricer interface{ price(n int) int }

type flat struct{ cents int }

func (f flat) price(int) int { return f.cents }

type perUnit struct{ cents int }

func (u *perUnit) price(n int) int { return n * u.cents }

var pricers = map[string]pricer{"flat": flat{100}, "unit": &perUnit{7}}

// C is the component.
//
//sig:component name=strategy-table scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Price(ctx context.Context, p P) (R, error) {
	pr, ok := pricers[p.K]
	if !ok {
		return R{}, errors.New("no such plan")
	}
	return R{N: pr.price(p.N)}, nil
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
