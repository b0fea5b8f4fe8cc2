// Package sharedtables: a shared component over tables
package sharedtables

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

var rates = map[string]float64{"EUR": 1, "USD": 1.1}

type unit struct {
	name  string
	scale float64
}

var units = [...]unit{{"g", 1}, {"kg", 1000}}

// C is the component.
//
//sig:component name=shared-tables scope=shared
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	for _, u := range units {
		if u.name == p.K {
			return R{N: int(u.scale * float64(p.N) * rates[p.V])}, nil
		}
	}
	return R{}, fmt.Errorf("unknown unit %q", p.K)
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
