// Package bytereadermethod: a reader whose ReadByte writes
package bytereadermethod

import (
	"context"
	"encoding/binary"
	"io"

	sig "github.com/sigen-dev/sigen/runtime"
)

var pos int

type src struct{ s string }

func (s src) ReadByte() (byte, error) {
	pos++ // want SIG701
	if pos >= len(s.s) {
		return 0, io.EOF
	}
	return s.s[pos], nil
}

// C is the component.
//
//sig:component name=byte-reader-method scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	n, err := binary.ReadUvarint(src{p.V})
	return R{N: int(n)}, err
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
