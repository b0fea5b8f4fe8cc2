// Package atkpipe: a package's pipe
package atkpipe

import (
	"context"
	"io"

	sig "github.com/sigen-dev/sigen/runtime"
)

var pr, pw = io.Pipe()

// C is the component.
//
//sig:component name=atk-pipe scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if p.V != "" {
		_, err := pw.Write([]byte(p.V)) // want SIG701
		return R{}, err
	}
	b := make([]byte, 64)
	n, err := pr.Read(b)
	return R{V: string(b[:n])}, err
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
