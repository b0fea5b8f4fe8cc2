// Package atkarraypointer: a pointer to a package's array, from a slice
package atkarraypointer

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var table = make([]string, 4)

// C is the component.
//
//sig:component name=atk-array-pointer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	a := (*[4]string)(table)
	old := a[0]
	a[0] = p.V // want SIG701
	return R{V: old}, nil
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
