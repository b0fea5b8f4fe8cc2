// Package atkholderappends: a helper appends to the package's slice in a fresh struct
package atkholderappends

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type holder struct{ list []string }

var base = make([]string, 0, 8)

func (h *holder) add(v string) { h.list = append(h.list, v) }

// C is the component.
//
//sig:component name=atk-holder-appends scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := base[:1][0]
	h := &holder{list: base}
	h.add(p.V) // want SIG701
	return R{V: old}, nil
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
