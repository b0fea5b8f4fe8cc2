// Package sharedlocalarray: a text made of an array says what a caller sent
package sharedlocalarray

import (
	"context"
	"crypto/sha256"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-local-array scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	x := sha256.Sum256([]byte(p.V))
	c.s = string(x[:]) // want SIG706
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
