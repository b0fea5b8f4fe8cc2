// Package hashglobal: a running hash is reused.
//
// Verdict: leak.
// Why: Without Reset the sum covers what other tenants wrote, and tells whether they wrote.
package hashglobal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"

	sig "github.com/sigen-dev/sigen/runtime"
)

var digest = sha256.New()

// C is the component.
//
//sig:component name=hash-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Sum(ctx context.Context, p P) (R, error) {
	io.WriteString(digest, p.V) // want leak
	return R{V: hex.EncodeToString(digest.Sum(nil))}, nil
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
