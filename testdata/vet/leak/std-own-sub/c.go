// Package stdownsub: a file system notes its folder
package stdownsub

import (
	"context"
	"io/fs"

	sig "github.com/sigen-dev/sigen/runtime"
)

type mem struct{ last string }

func (m *mem) Open(n string) (fs.File, error) { return nil, fs.ErrNotExist }
func (m *mem) Sub(n string) (fs.FS, error)    { m.last = n; return m, nil }

var dir = &mem{}

// C is the component.
//
//sig:component name=std-own-sub scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	fs.Sub(dir, p.K) // want SIG701
	return R{V: dir.last}, nil
}

type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
