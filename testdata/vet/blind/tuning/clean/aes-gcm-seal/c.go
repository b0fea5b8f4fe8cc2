// Package aesgcmseal: sealing with AES-GCM and a key of the tenant's credentials.
//
// Verdict: proved.
package aesgcmseal

import (
	"context"
	"encoding/base64"

	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=aes-gcm-seal scope=tenant
type C struct {
	sig.Instance

	Creds sig.Credentials `sig:"requires"`
}

func (c *C) aead(ctx context.Context) (cipher.AEAD, error) {
	s, err := c.Creds.Get(ctx, "key")
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(s.Reveal()))
	block, err := aes.NewCipher(sum[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

//sig:runnable desc="one call"
func (c *C) Seal(ctx context.Context, p P) (R, error) {
	a, err := c.aead(ctx)
	if err != nil {
		return R{}, err
	}
	nonce := make([]byte, a.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return R{}, err
	}
	return R{V: base64.StdEncoding.EncodeToString(a.Seal(nonce, nonce, []byte(p.V), []byte(p.K)))}, nil
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
