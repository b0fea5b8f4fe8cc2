// Package unsafebytes: a string's bytes, writable
package unsafebytes

import (
	"context"
	"unsafe"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=unsafe-bytes scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Up(ctx context.Context, p P) (R, error) {
	b := unsafe.Slice(unsafe.StringData(p.V), len(p.V)) // want SIG704
	return R{V: string(b)}, nil
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
