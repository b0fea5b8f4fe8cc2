// Package sharedstrategyoflibrary: a buffer of the library behind an interface of the package keeps what a caller sent
package sharedstrategyoflibrary

import (
	"bytes"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type writer interface{ Write([]byte) (int, error) }

// C is one.
//
//sig:component name=shared-strategy-of-library scope=shared
type C struct {
	sig.Instance
	h writer
	b *bytes.Buffer
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.b = &bytes.Buffer{}
	c.h = c.b
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.b.String()
	c.h.Write([]byte(p.V)) // want SIG720
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
