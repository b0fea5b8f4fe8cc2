// Package packagemap: a map that every tenant writes
package packagemap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var seen = map[string]string{}

// C is the component.
//
//sig:component name=package-map scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	seen[p.K] = p.V // want SIG701
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
