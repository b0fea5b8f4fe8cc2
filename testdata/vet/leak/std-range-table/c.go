// Package stdrangetable: writes a table of the standard library, by a slice of it
package stdrangetable

import (
	"context"
	"unicode"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-range-table scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	unicode.Latin.R16[0].Lo = uint16(p.N) // want SIG711
	return R{}, nil
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
