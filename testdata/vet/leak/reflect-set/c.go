// Package reflectset: reflection writes what the compiler forbids
package reflectset

import (
	"context"
	"reflect"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=reflect-set scope=tenant
type C struct {
	sig.Instance
	name string
}

//sig:runnable desc="one call"
func (c *C) Set(ctx context.Context, p P) error {
	reflect.ValueOf(c).Elem().FieldByName("name").SetString(p.V) // want SIG704
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
