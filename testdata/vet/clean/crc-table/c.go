// Package crctable: a table of the standard library
package crctable

import (
	"context"
	"hash/crc32"

	sig "github.com/sigen-dev/sigen/runtime"
)

var table = crc32.MakeTable(crc32.Castagnoli)

// C is the component.
//
//sig:component name=crc-table scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Sum(ctx context.Context, p P) (R, error) {
	return R{N: int(crc32.Checksum([]byte(p.V), table))}, nil
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
