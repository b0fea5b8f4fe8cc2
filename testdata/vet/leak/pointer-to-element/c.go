// Package pointertoelement: a pointer to an element of a table
package pointertoelement

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type tier struct {
	name string
	used int
}

var tiers = []tier{{"a", 0}, {"b", 0}}

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
//sig:component name=pointer-to-element scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	t := find(p.K)
	if t != nil {
		t.used++ // want SIG701
		return R{N: t.used}, nil
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
