// Package multipart: a form in memory
package multipart

import (
	"bytes"
	"context"
	"mime/multipart"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=multipart scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.WriteField(p.K, p.V); err != nil {
		return R{}, err
	}
	if err := w.Close(); err != nil {
		return R{}, err
	}
	return R{V: w.FormDataContentType(), N: b.Len()}, nil
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
