// Package sharedbufferreuse: a buffer kept between calls
package sharedbufferreuse

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-buffer-reuse scope=shared
type C struct {
	sig.Instance
	buf []byte
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := string(c.buf)
	c.buf = append(c.buf[:0], p.V...) // want SIG706
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
