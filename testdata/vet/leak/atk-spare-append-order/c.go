// Package atkspareappendorder: a byte order appends to a package's slice
package atkspareappendorder

import (
	"context"
	"encoding/binary"

	sig "github.com/sigen-dev/sigen/runtime"
)

var base = make([]byte, 0, 64)

// C is the component.
//
//sig:component name=atk-spare-append-order scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	_ = binary.BigEndian.AppendUint64(base, uint64(p.N)) // want SIG701
	return R{N: int(binary.BigEndian.Uint64(base[:8]))}, nil
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
