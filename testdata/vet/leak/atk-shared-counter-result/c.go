// Package atksharedcounterresult: what an atomic counter returns tells how often others asked for it
package atksharedcounterresult

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-counter-result scope=shared
type C struct {
	sig.Instance
	n atomic.Int64
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if p.V == "a" {
		return R{N: int(c.n.Add(1))}, nil // want SIG706
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
