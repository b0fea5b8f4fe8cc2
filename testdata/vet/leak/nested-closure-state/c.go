// Package nestedclosurestate: two functions share a captured variable
package nestedclosurestate

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var put, get = pair()

func pair() (func(string), func() string) {
	var v string
	return func(s string) { v = s }, func() string { return v }
}

// C is the component.
//
//sig:component name=nested-closure-state scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := get() // want SIG702
	put(p.V)
	return R{V: was}, nil
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
