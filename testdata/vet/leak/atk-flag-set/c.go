// Package atkflagset: a package's flag set
package atkflagset

import (
	"context"
	"flag"

	sig "github.com/sigen-dev/sigen/runtime"
)

var set = flag.NewFlagSet("x", flag.ContinueOnError)

var v = set.String("v", "", "")

// C is the component.
//
//sig:component name=atk-flag-set scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := *v
	return R{V: old}, set.Set("v", p.V) // want SIG711
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
