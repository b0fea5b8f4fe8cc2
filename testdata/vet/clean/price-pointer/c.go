// Package pricepointer: a pointer into a table that is only read
package pricepointer

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type tier struct {
	name  string
	price int
}

var tiers = []tier{{"a", 1}, {"b", 2}}

func find(name string) *tier {
	for i := range tiers {
		if tiers[i].name == name {
			return &tiers[i]
		}
	}
	return nil
}

// C is the component.
//
//sig:component name=price-pointer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if t := find(p.K); t != nil {
		return R{N: t.price * p.N}, nil
	}
	return R{}, nil
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
