// Package atkcipherstream: a package's key stream moves on
package atkcipherstream

import (
	"context"
	"crypto/aes"
	"crypto/cipher"

	sig "github.com/sigen-dev/sigen/runtime"
)

var stream cipher.Stream = func() cipher.Stream {
	b, err := aes.NewCipher(make([]byte, 16))
	if err != nil {
		panic("a key of 16 bytes")
	}
	return cipher.NewCTR(b, make([]byte, 16))
}()

// C is the component.
//
//sig:component name=atk-cipher-stream scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	b := make([]byte, p.N)
	stream.XORKeyStream(b, b) // want SIG701
	return R{N: int(b[0])}, nil
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
