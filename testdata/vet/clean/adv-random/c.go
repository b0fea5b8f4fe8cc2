// Package advrandom: numbers and identifiers
package advrandom

import (
	"context"
	"crypto/rand"
	"encoding/hex"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=adv-random scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Token(ctx context.Context) (R, error) {
	b := make([]byte, 16)
	if _, err := rand.Read(b); err != nil {
		return R{}, err
	}
	return R{V: hex.EncodeToString(b) + rand.Text()}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
