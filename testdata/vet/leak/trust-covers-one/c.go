// Package trustcoversone: one line is accepted and the next is not
package trustcoversone

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var a, b int

// C is the component.
//
//sig:component name=trust-covers-one scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	//sig:trust reason="a count for the operator"
	a++
	b = p.N // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
