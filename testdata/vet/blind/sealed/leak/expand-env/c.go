// Package expandenv: placeholders are expanded with os.ExpandEnv.
//
// Verdict: leak.
// Why: A template of one tenant shows any variable of the process.
package expandenv

import (
	"context"
	"os"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=expand-env scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Expand(ctx context.Context, p P) (R, error) {
	return R{V: os.ExpandEnv(p.V)}, nil // want leak
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
