// Package closurestatefrominitialiser: a function value that counts
package closurestatefrominitialiser

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func counter() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}

var next = counter()

// C is the component.
//
//sig:component name=closure-state-from-initialiser scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Next(ctx context.Context) (R, error) {
	return R{N: next()}, nil // want SIG702
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
