// Package stdownstat: the library asks a file system for more than it takes
package stdownstat

import (
	"context"
	"errors"
	"io/fs"

	sig "github.com/sigen-dev/sigen/runtime"
)

type mem struct{ last string }

func (m *mem) Open(n string) (fs.File, error) { return nil, fs.ErrNotExist }
func (m *mem) Stat(n string) (fs.FileInfo, error) {
	old := m.last
	m.last = n
	return nil, errors.New(old)
}

var dir fs.FS = &mem{}

// C is the component.
//
//sig:component name=std-own-stat scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	_, err := fs.Stat(dir, p.K) // want SIG701
	return R{V: err.Error()}, nil
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
