// Package realencryptedstore: values encrypted with the tenant's key
package realencryptedstore

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=real-encrypted-store scope=tenant
type C struct {
	sig.Instance
	Creds sig.Credentials `sig:"requires"`
	Files sig.Storage     `sig:"requires"`
}

func (c *C) aead(ctx context.Context) (cipher.AEAD, error) {
	key, err := c.Creds.Get(ctx, "aes")
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(key.Reveal()))
	b, err := aes.NewCipher(sum[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(b)
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	a, err := c.aead(ctx)
	if err != nil {
		return err
	}
	nonce := make([]byte, a.NonceSize())
	copy(nonce, p.K)
	return c.Files.Put(ctx, p.K, a.Seal(nonce, nonce, []byte(p.V), nil))
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	a, err := c.aead(ctx)
	if err != nil {
		return R{}, err
	}
	b, err := c.Files.Get(ctx, p.K)
	if err != nil {
		return R{}, err
	}
	if len(b) < a.NonceSize() {
		return R{}, errors.New("too short")
	}
	plain, err := a.Open(nil, b[:a.NonceSize()], b[a.NonceSize():], nil)
	return R{V: string(plain)}, err
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
