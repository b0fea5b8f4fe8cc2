// Package sealedbox: encryption with a key of the tenant
package sealedbox

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	crand "crypto/rand"
	"crypto/sha256"
	"encoding/base64"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=sealed-box scope=tenant
type C struct {
	sig.Instance
	Creds sig.Credentials `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	key, err := c.Creds.Get(ctx, "key")
	if err != nil {
		return R{}, err
	}
	sum := sha256.Sum256([]byte(key.Reveal()))
	block, err := aes.NewCipher(sum[:])
	if err != nil {
		return R{}, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return R{}, err
	}
	nonce := make([]byte, gcm.NonceSize())
	if _, err := crand.Read(nonce); err != nil {
		return R{}, err
	}
	return R{V: base64.RawURLEncoding.EncodeToString(gcm.Seal(nonce, nonce, []byte(p.V), nil))}, nil
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
