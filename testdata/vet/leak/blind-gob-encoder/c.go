// Package blindgobencoder: an encoder that all share
package blindgobencoder

import (
	"bytes"
	"context"
	"encoding/gob"

	sig "github.com/sigen-dev/sigen/runtime"
)

var out bytes.Buffer

var enc = gob.NewEncoder(&out) // want SIG721

// C is the component.
//
//sig:component name=blind-gob-encoder scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	return enc.Encode(p) // want SIG701
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
