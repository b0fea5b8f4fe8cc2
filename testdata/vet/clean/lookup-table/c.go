// Package lookuptable: a table that is only read
package lookuptable

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

var codes = map[string]int{"a": 1, "b": 2}

// C is the component.
//
//sig:component name=lookup-table scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Code(ctx context.Context, p P) (R, error) {
	n, ok := codes[p.K]
	if !ok {
		return R{}, fmt.Errorf("unknown code %q", p.K)
	}
	return R{N: n}, nil
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
