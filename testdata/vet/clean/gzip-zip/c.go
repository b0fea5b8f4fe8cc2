// Package gzipzip: archives in memory
package gzipzip

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"io"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=gzip-zip scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create("a.txt")
	if err != nil {
		return R{}, err
	}
	if _, err := io.WriteString(f, p.V); err != nil {
		return R{}, err
	}
	if err := w.Close(); err != nil {
		return R{}, err
	}
	var g bytes.Buffer
	gz := gzip.NewWriter(&g)
	if _, err := gz.Write(b.Bytes()); err != nil {
		return R{}, err
	}
	if err := gz.Close(); err != nil {
		return R{}, err
	}
	return R{N: g.Len()}, nil
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
