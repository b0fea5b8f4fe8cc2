// Package nestedstruct: a field of a struct in a variable
package nestedstruct

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var state struct {
	inner struct{ n int }
}

// C is the component.
//
//sig:component name=nested-struct scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	state.inner.n = p.N // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
