// Package readfile: a file of the host
package readfile

import (
	"context"
	"os"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=read-file scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Read(ctx context.Context, p P) (R, error) {
	b, err := os.ReadFile(p.K) // want SIG703
	return R{V: string(b)}, err
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
