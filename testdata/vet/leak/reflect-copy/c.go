// Package reflectcopy: reflection in a helper
package reflectcopy

import (
	"context"
	"reflect"

	sig "github.com/sigen-dev/sigen/runtime"
)

func fields(v any) int {
	return reflect.TypeOf(v).NumField() // want SIG704
}

// C is the component.
//
//sig:component name=reflect-copy scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Count(ctx context.Context, p P) (R, error) { return R{N: fields(p)}, nil }

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
