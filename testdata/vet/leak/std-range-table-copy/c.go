// Package stdrangetablecopy: the copy of a table has its ranges
package stdrangetablecopy

import (
	"context"
	"unicode"

	sig "github.com/sigen-dev/sigen/runtime"
)

var tab = &unicode.RangeTable{R16: []unicode.Range16{{65, 66, 1}}}

// C is the component.
//
//sig:component name=std-range-table-copy scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	x := *tab
	x.R16[0].Lo = uint16(p.N) // want SIG701
	return R{}, nil
}

type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
