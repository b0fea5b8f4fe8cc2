// Package sharedfileopened: a file system of one's own keeps the names that it is asked for
package sharedfileopened

import (
	"context"
	"io/fs"

	sig "github.com/sigen-dev/sigen/runtime"
)

type fy struct{ n int }

func (f *fy) Open(s string) (fs.File, error) { f.n += len(s); return nil, fs.ErrNotExist }

// C is one.
//
//sig:component name=shared-file-opened scope=shared
type C struct {
	sig.Instance
	x fs.FS
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.x = &fy{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.x.(*fy).n
	fs.ReadFile(c.x, p.V) // want SIG706
	return R{N: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	N int `json:"n"`
}
