// Package blindhashglobal: a hash whose state goes on
package blindhashglobal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	sig "github.com/sigen-dev/sigen/runtime"
)

var sum = sha256.New()

// C is the component.
//
//sig:component name=blind-hash-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) (R, error) {
	sum.Write([]byte(p.V)) // want SIG701
	return R{V: hex.EncodeToString(sum.Sum(nil))}, nil
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
