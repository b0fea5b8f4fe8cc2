// Package stdflatewrite: a compressor keeps what it is given
package stdflatewrite

import (
	"compress/flate"
	"context"
	"io"

	sig "github.com/sigen-dev/sigen/runtime"
)

var one, _ = flate.NewWriter(io.Discard, 9)

// C is the component.
//
//sig:component name=std-flate-write scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	one.Write(p.B) // want SIG701
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
