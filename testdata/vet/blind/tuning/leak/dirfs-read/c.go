// Package dirfsread: os.DirFS hidden behind io/fs.
//
// Verdict: leak.
// Why: The fs.FS reaches every file of the process's directory.
package dirfsread

import (
	"context"
	"io/fs"
	"os"

	sig "github.com/sigen-dev/sigen/runtime"
)

var assets fs.FS = os.DirFS(".") // want leak

// C is the component.
//
//sig:component name=dirfs-read scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Asset(ctx context.Context, p P) (R, error) {
	b, err := fs.ReadFile(assets, p.K)
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
