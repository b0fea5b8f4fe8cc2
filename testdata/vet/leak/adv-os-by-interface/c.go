// Package advosbyinterface: a file system of the host behind io/fs
package advosbyinterface

import (
	"context"
	"io/fs"
	"os"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=adv-os-by-interface scope=tenant
type C struct {
	sig.Instance
	fsys fs.FS
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.fsys = os.DirFS("/") // want SIG703
	return nil
}

//sig:runnable desc="one call"
func (c *C) Read(ctx context.Context, p P) (R, error) {
	b, err := fs.ReadFile(c.fsys, p.K)
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
