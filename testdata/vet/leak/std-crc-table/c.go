// Package stdcrctable: writes the table that everybody is given
package stdcrctable

import (
	"context"
	"hash/crc32"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-crc-table scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	crc32.MakeTable(crc32.IEEE)[1] = uint32(p.N) // want SIG711
	return R{N: int(crc32.MakeTable(crc32.IEEE)[1])}, nil
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
