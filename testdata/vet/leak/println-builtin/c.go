// Package printlnbuiltin: the predeclared println
package printlnbuiltin

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=println-builtin scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	println(p.V) // want SIG711
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
