// Package compressglobal: the library's writer leads to the buffer that it was made for
package compressglobal

import (
	"bytes"
	"compress/flate"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var packed bytes.Buffer

// C is the component.
//
//sig:component name=compress-global scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Pack(ctx context.Context, p P) (R, error) {
	w, err := flate.NewWriter(&packed, 1)
	if err != nil {
		return R{}, err
	}
	if _, err := w.Write([]byte(p.V)); err != nil {
		return R{}, err
	}
	if err := w.Close(); err != nil { // want SIG701
		return R{}, err
	}
	return R{packed.Len()}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	N int `json:"n"`
}
