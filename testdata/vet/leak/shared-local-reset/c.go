// Package sharedlocalreset: whether a local buffer was reset says what a caller sent
package sharedlocalreset

import (
	"bytes"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-local-reset scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	var b bytes.Buffer
	b.WriteString("x")
	if p.V == "x" {
		b.Reset()
	}
	c.s = b.String() // want SIG706
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
