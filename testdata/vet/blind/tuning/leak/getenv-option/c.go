// Package getenvoption: a default from the environment.
//
// Verdict: leak.
// Why: The environment holds other tenants' credentials too, and the name is the caller's.
package getenvoption

import (
	"context"
	"os"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=getenv-option scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Option(ctx context.Context, p P) (R, error) {
	if v, ok := os.LookupEnv(p.K); ok { // want leak
		return R{V: v}, nil
	}
	return R{V: p.V}, nil
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
