// Package embeddedresult: bytes that were embedded are handed out
package embeddedresult

import (
	"context"
	"embed"

	sig "github.com/sigen-dev/sigen/runtime"
)

//go:embed c.go
var data []byte
var _ embed.FS

// C is the component.
//
//sig:component name=embedded-result scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{B: data}, nil // want SIG702
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
