// Package sharedfileread: a file system of one's own that keeps nothing
package sharedfileread

import (
	"context"
	"io/fs"
	"strings"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type dir struct{ m map[string]string }
type file struct {
	*strings.Reader
	name string
	size int64
}

func (d dir) Open(name string) (fs.File, error) {
	s, ok := d.m[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &file{strings.NewReader(s), name, int64(len(s))}, nil
}
func (f *file) Stat() (fs.FileInfo, error) { return info{f.name, f.size}, nil }
func (f *file) Close() error               { return nil }

type info struct {
	name string
	size int64
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return 0o444 }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return false }
func (i info) Sys() any           { return nil }

// C is one.
//
//sig:component name=shared-file-read scope=shared
type C struct {
	sig.Instance
	fsys fs.FS
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.fsys = dir{map[string]string{"a": "b"}}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	b, err := fs.ReadFile(c.fsys, p.V)
	if err != nil {
		return R{}, err
	}
	return R{V: string(b)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
