// Package signature: a signature over the body
package signature

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"

	sig "github.com/sigen-dev/sigen/runtime"
)

var encoding = base64.URLEncoding.WithPadding(base64.NoPadding)

// C is the component.
//
//sig:component name=signature scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	m := hmac.New(sha256.New, []byte(p.K))
	m.Write([]byte(p.V))
	return R{V: encoding.EncodeToString(m.Sum(nil))}, nil
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
