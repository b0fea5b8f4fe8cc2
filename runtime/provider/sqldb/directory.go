package sqldb

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A directory is where the files of one provider are. Nothing outside of it is
// opened, whatever the links inside say.
type directory struct {
	root *os.Root
	real string // absolute, without links
}

func openDirectory(name string) (*directory, error) {
	if err := os.MkdirAll(name, 0o700); err != nil {
		return nil, pathless("the directory of databases", err)
	}
	real, err := filepath.Abs(name)
	if err == nil {
		real, err = filepath.EvalSymlinks(real)
	}
	if err != nil {
		return nil, pathless("the directory of databases", err)
	}
	root, err := os.OpenRoot(real)
	if err != nil {
		return nil, pathless("the directory of databases", err)
	}
	return &directory{root: root, real: real}, nil
}

func (d *directory) close() error { return d.root.Close() }

// canonical follows the links on the way to a database and returns the path
// below the directory that they end at, which follows the grammar of URLs too.
// It makes the directories on the way.
func (d *directory) canonical(path string) (string, error) {
	name := filepath.FromSlash(path)
	if dir := filepath.Dir(name); dir != "." {
		if err := d.root.MkdirAll(dir, 0o700); err != nil {
			return "", leaves(err)
		}
	}
	full := filepath.Join(d.real, name)
	real, err := filepath.EvalSymlinks(full)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := d.root.Lstat(name); err == nil {
			return "", errOutside // a link to nowhere: making its target is not ours
		}
		if real, err = filepath.EvalSymlinks(filepath.Dir(full)); err == nil {
			real = filepath.Join(real, filepath.Base(full))
		}
	}
	if err != nil {
		return "", leaves(err)
	}
	rel, err := filepath.Rel(d.real, real)
	if err != nil || !filepath.IsLocal(rel) {
		return "", errOutside
	}
	rel = filepath.ToSlash(rel)
	if err := checkPath(rel); err != nil {
		return "", errOutside
	}
	return rel, nil
}

// identify returns the identity of the regular file at a canonical path, making
// an empty one unless reuse says that it must be there.
func (d *directory) identify(path string, reuse bool) (fileID, error) {
	name := filepath.FromSlash(path)
	info, err := d.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) && !reuse {
		var f *os.File
		if f, err = d.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600); err == nil {
			info, err = f.Stat()
			f.Close()
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fileID{}, &sig.Error{Code: sig.CodeNotFound, Expected: "an existing database " + path + ", because of create=no"}
	case err != nil:
		return fileID{}, leaves(err)
	case !info.Mode().IsRegular():
		return fileID{}, invalid("", "a regular file at "+path)
	}
	return idOf(info), nil
}

// current returns the identity of a path without making anything.
func (d *directory) current(path string) (fileID, bool) {
	info, err := d.root.Lstat(filepath.FromSlash(path))
	if err != nil {
		return fileID{}, false
	}
	return idOf(info), true
}

// files lists what there is of a database: the file and its companions.
func (d *directory) files(path string) (names []string) {
	for _, suffix := range append([]string{""}, companions...) {
		if _, ok := d.current(path + suffix); ok {
			names = append(names, path+suffix)
		}
	}
	return names
}

// remove deletes a database and its companions, the file itself last.
func (d *directory) remove(path string) error {
	names := d.files(path)
	for i := len(names) - 1; i >= 0; i-- {
		if err := d.root.Remove(filepath.FromSlash(names[i])); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return pathless("the removal of "+names[i], err)
		}
	}
	return nil
}

func (d *directory) abs(path string) string { return filepath.Join(d.real, filepath.FromSlash(path)) }

var errOutside = &sig.Error{Code: sig.CodeScope, Expected: "a database below the provider's directory, links followed"}

// leaves tells a path that a link leads out of the directory from a failure of
// the file system.
func leaves(err error) error {
	if strings.Contains(err.Error(), "escapes from parent") {
		return errOutside
	}
	return pathless("the directory of databases", err)
}

// pathless keeps the reason of a file system error and drops the absolute path.
func pathless(what string, err error) *sig.Error {
	var perr *fs.PathError
	if errors.As(err, &perr) {
		err = perr.Err
	}
	return failed(what+" to be usable", err)
}
