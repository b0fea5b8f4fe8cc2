// Package checksumhash: a hash with a table of the package
package checksumhash

import (
	"context"
	"hash/crc32"

	sig "github.com/sigen-dev/sigen/runtime"
)

var tab = crc32.MakeTable(crc32.Castagnoli)

// C is the component.
//
//sig:component name=checksum-hash scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	h := crc32.New(tab)
	_, _ = h.Write([]byte(p.V))
	return R{N: int(crc32.Checksum([]byte(p.V), crc32.MakeTable(crc32.IEEE)) + h.Sum32())}, nil
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
