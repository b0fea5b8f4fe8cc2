// Package pointertonamednumber: a helper hands out a pointer to a package-level number with methods
package pointertonamednumber

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type count int

func (c *count) inc() int {
	*c++
	return int(*c)
}

var g count

func get() *count { return &g }

// C is the component.
//
//sig:component name=pointer-to-named-number scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: get().inc()}, nil // want SIG701
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
