// Package bits: numbers on the wire
package bits

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"

	sig "github.com/sigen-dev/sigen/runtime"
)

var table = crc32.MakeTable(crc32.Castagnoli)

// C is the component.
//
//sig:component name=bits scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	b := binary.BigEndian.AppendUint32(nil, uint32(p.N))
	b = append(b, p.V...)
	b = binary.AppendUvarint(b, uint64(len(p.K)))
	return R{N: int(crc32.Checksum(b, table)), V: hex.EncodeToString(b)}, nil
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
