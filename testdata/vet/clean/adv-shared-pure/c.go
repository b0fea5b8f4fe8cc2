// Package advsharedpure: a shared component that computes
package advsharedpure

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type rate struct {
	from, to string
	num, den int
}

var rates = []rate{{"eur", "usd", 11, 10}, {"usd", "eur", 10, 11}}

func find(from, to string) (*rate, error) {
	for i := range rates {
		if r := &rates[i]; r.from == from && r.to == to {
			return r, nil
		}
	}
	return nil, fmt.Errorf("no rate from %s to %s", from, to)
}

// C is the component.
//
//sig:component name=adv-shared-pure scope=shared
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Convert(ctx context.Context, p P) (R, error) {
	r, err := find(p.K, p.V)
	if err != nil {
		return R{}, err
	}
	return R{N: p.N * r.num / r.den}, nil
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
