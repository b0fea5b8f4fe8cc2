// Package blindpureclosurevar: a function literal's initialiser with constants
package blindpureclosurevar

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var prefixed = func(prefix string) func(string) string {
	return func(s string) string { return prefix + s }
}("x-")

// C is the component.
//
//sig:component name=blind-pure-closure-var scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) { return R{V: prefixed(p.V)}, nil }

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
