// Package embeddedbytes: bytes that were embedded are written
package embeddedbytes

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
//sig:component name=embedded-bytes scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := string(data)
	data[0] = byte(p.N) // want SIG701
	return R{V: old}, nil
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
