// Package adviocopy: a copy into a shared buffer
package adviocopy

import (
	"bytes"
	"context"
	"io"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var out bytes.Buffer

// C is the component.
//
//sig:component name=adv-io-copy scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	_, err := io.Copy(&out, strings.NewReader(p.V)) // want SIG701
	return err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
