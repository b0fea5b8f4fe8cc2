package storage

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// files keeps objects as files below one directory, and never leaves it, whatever
// links are inside.
type files struct{ root *os.Root }

// spool is where objects are written before they get their name, on the same
// file system. No object name begins with a dot.
const spool = ".writing"

// staleAfter is when a file in the spool belongs to a process that died.
const staleAfter = time.Hour

func openFiles(dir string) (*files, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fault(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fault(err)
	}
	f := &files{root}
	if err := f.sweep(); err != nil {
		root.Close()
		return nil, err
	}
	return f, nil
}

// sweep removes what writers left that were killed.
func (f *files) sweep() error {
	if err := f.root.MkdirAll(spool, 0o700); err != nil {
		return fault(err)
	}
	entries, err := f.readDir(spool)
	if err != nil {
		return fault(err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > staleAfter {
			f.root.Remove(path.Join(spool, e.Name()))
		}
	}
	return nil
}

func (f *files) Close() error { return f.root.Close() }

func (f *files) PutObject(ctx context.Context, name string, data []byte) error {
	to, ok := pathOf(name)
	if !ok {
		return errName
	}
	if err := ctx.Err(); err != nil {
		return ended(err)
	}
	part := path.Join(spool, rand.Text())
	if err := f.write(part, data); err != nil {
		f.root.Remove(part)
		return fault(err)
	}
	if err := f.publish(part, to); err != nil {
		f.root.Remove(part)
		return fault(err)
	}
	return nil
}

func (f *files) write(name string, data []byte) error {
	w, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return errors.Join(err, w.Sync(), w.Close())
}

// publish gives a written file its name and makes that last. A delete beside it
// may remove the directory that just became empty, so it tries again.
func (f *files) publish(part, to string) (err error) {
	dir := path.Dir(to)
	for range 100 {
		_, missing := f.root.Lstat(dir)
		if err := f.root.MkdirAll(dir, 0o700); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrExist) {
			return err // the two are how a directory looks that goes while it is made
		}
		if err = f.root.Rename(part, to); err == nil {
			return f.syncFrom(dir, missing != nil)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return err
}

// syncFrom makes the entries of a directory last, and with all those of the
// directories above it.
func (f *files) syncFrom(dir string, all bool) error {
	for {
		d, err := f.root.Open(dir)
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // deleted since; its state lasts
			}
			return err
		}
		err = d.Sync()
		d.Close()
		if err != nil && !errors.Is(err, errors.ErrUnsupported) {
			return err
		}
		if !all || dir == "." {
			return nil
		}
		dir = path.Dir(dir)
	}
}

func (f *files) GetObject(ctx context.Context, name string) ([]byte, error) {
	from, ok := pathOf(name)
	if !ok {
		return nil, errName
	}
	if err := ctx.Err(); err != nil {
		return nil, ended(err)
	}
	data, err := f.root.ReadFile(from)
	if err != nil {
		return nil, fault(err)
	}
	return data, nil
}

func (f *files) DeleteObject(ctx context.Context, name string) error {
	at, ok := pathOf(name)
	if !ok {
		return errName
	}
	if err := ctx.Err(); err != nil {
		return ended(err)
	}
	if err := f.root.Remove(at); err != nil {
		return fault(err)
	}
	dir := path.Dir(at)
	if err := f.syncFrom(dir, false); err != nil {
		return fault(err)
	}
	for ; dir != "."; dir = path.Dir(dir) { // the directories that are empty now
		if f.root.Remove(dir) != nil {
			break
		}
	}
	return nil
}

func (f *files) readDir(dir string) ([]fs.DirEntry, error) {
	d, err := f.root.Open(filepath.FromSlash(dir))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.ReadDir(-1)
}

var errName = &sig.Error{Code: sig.CodeScope, Expected: "an object name that a storage handle made"}

func ended(err error) error {
	code := sig.CodeFailed
	if errors.Is(err, context.DeadlineExceeded) {
		code = sig.CodeTimeout
	}
	return &sig.Error{Code: code, Expected: "the call to end in time", Cause: err}
}

func isNotFound(err error) bool { return errors.Is(err, sig.ErrNotFound) }

// fault gives an error of the file system its code, and drops the path.
func fault(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &sig.Error{Code: sig.CodeNotFound, Expected: "an object that was put"}
	}
	var p *fs.PathError
	var l *os.LinkError
	if errors.As(err, &p) {
		err = p.Err
	} else if errors.As(err, &l) {
		err = l.Err
	}
	return &sig.Error{Code: sig.CodeFailed, Expected: "the directory of objects to be usable", Cause: err}
}
