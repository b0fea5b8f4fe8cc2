// Package stdcipherblock: a cipher writes into its block, which is the package's
package stdcipherblock

import (
	"context"
	"crypto/cipher"

	sig "github.com/sigen-dev/sigen/runtime"
)

type block struct{ last byte }

func (*block) BlockSize() int        { return 16 }
func (b *block) Encrypt(d, s []byte) { b.last = s[0] }
func (*block) Decrypt(d, s []byte)   {}

var blk = &block{}

// C is the component.
//
//sig:component name=std-cipher-block scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := blk.last
	g, err := cipher.NewGCM(blk)
	if err != nil {
		return R{}, err // want SIG702
	}
	g.Seal(nil, p.B, p.B, nil) // want SIG701
	return R{B: []byte{old}}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
