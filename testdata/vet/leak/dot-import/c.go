// Package dotimport: the environment by a dot import
package dotimport

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	. "os"
)

// C is the component.
//
//sig:component name=dot-import scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: Getenv(p.K)}, nil // want SIG703
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
