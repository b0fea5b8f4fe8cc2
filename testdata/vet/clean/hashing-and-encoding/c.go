// Package hashingandencoding: crypto and encodings
package hashingandencoding

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=hashing-and-encoding scope=tenant
type C struct {
	sig.Instance
	Creds sig.Credentials `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Sign(ctx context.Context, p P) (R, error) {
	key, err := c.Creds.Get(ctx, "sign")
	if err != nil {
		return R{}, err
	}
	mac := hmac.New(sha256.New, []byte(key.Reveal()))
	mac.Write([]byte(p.V))
	return R{V: hex.EncodeToString(mac.Sum(nil))}, nil
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
