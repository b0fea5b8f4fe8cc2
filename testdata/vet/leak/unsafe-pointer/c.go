// Package unsafepointer: a pointer made of another
package unsafepointer

import (
	"context"
	"unsafe"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=unsafe-pointer scope=tenant
type C struct {
	sig.Instance
	n int64
}

//sig:runnable desc="one call"
func (c *C) Peek(ctx context.Context, p P) (R, error) {
	q := (*int64)(unsafe.Add(unsafe.Pointer(&c.n), p.N)) // want SIG704
	return R{N: int(*q)}, nil
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
