// Package linkname: a variable of another package by its link name
package linkname

import (
	"context"
	_ "unsafe"

	sig "github.com/sigen-dev/sigen/runtime"
)

//go:linkname overflow math.MaxUint8
var overflow int // want SIG704

// C is the component.
//
//sig:component name=linkname scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context) (R, error) { return R{N: overflow}, nil }

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
