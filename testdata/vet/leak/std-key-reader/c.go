// Package stdkeyreader: a key is made of a reader of the package
package stdkeyreader

import (
	"context"
	"crypto/ed25519"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var rd = strings.NewReader("aaaaxaaaaaxffffffffffffffffffffffffffffffffff")

// C is the component.
//
//sig:component name=std-key-reader scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	x, _, err := ed25519.GenerateKey(rd) // want SIG701
	return R{B: x}, err                  // want SIG702
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
