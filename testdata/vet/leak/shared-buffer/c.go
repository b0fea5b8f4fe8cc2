// Package sharedbuffer: a buffer of the shared component's own
package sharedbuffer

import (
	"bytes"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-buffer scope=shared
type C struct {
	sig.Instance
	buf bytes.Buffer
}

//sig:runnable desc="one call"
func (c *C) Render(ctx context.Context, p P) (R, error) {
	c.buf.Reset()
	c.buf.WriteString(p.V) // want SIG706
	return R{V: c.buf.String()}, nil
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
