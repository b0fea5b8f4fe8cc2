package output

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// A File is what should be at a path.
type File struct {
	Path string // absolute
	Data []byte // nil: nothing should be there
	Kept bool   // it is known to be as it should, and is not read
}

// An Action is what has to happen to a file.
type Action string

// The actions.
const (
	Keep   Action = "keep"   // it is as it should be
	Create Action = "create" // there is none
	Update Action = "update" // it differs
	Remove Action = "remove" // it should not be there
)

// A Change is one file with what has to happen to it.
type Change struct {
	File
	Action Action
	Old    []byte // what is there now
}

// ErrForeign is what an attempt answers to write over a file that sigen did not write.
var ErrForeign = errors.New("the file was not written by sigen")

// A Set is what a run would change.
type Set struct {
	Changes []Change // sorted by path
	header  string
}

// Compare holds files against what is on disk. A file whose first line is not
// header is somebody else's: where one should be written over, the error is
// ErrForeign; where one should be removed, it is left alone.
func Compare(files []File, header string) (*Set, error) {
	s := &Set{header: header}
	for _, f := range files {
		if f.Kept {
			s.Changes = append(s.Changes, Change{File: f, Action: Keep})
			continue
		}
		old, err := os.ReadFile(f.Path)
		missing := errors.Is(err, fs.ErrNotExist)
		if err != nil && !missing {
			return nil, err
		}
		c := Change{File: f, Old: old}
		switch ours := !missing && Written(old, header); {
		case missing && f.Data == nil:
			continue
		case missing:
			c.Action = Create
		case f.Data == nil && !ours:
			continue
		case f.Data == nil:
			c.Action = Remove
		case !ours:
			return nil, fmt.Errorf("%s: %w; rename it, or make its first line %q if sigen did", f.Path, ErrForeign, header)
		case bytes.Equal(old, f.Data):
			c.Action = Keep
		default:
			c.Action = Update
		}
		s.Changes = append(s.Changes, c)
	}
	slices.SortFunc(s.Changes, func(a, b Change) int {
		if a.Path < b.Path {
			return -1
		}
		return 1
	})
	return s, nil
}

// Written reports whether the first line of data is header.
func Written(data []byte, header string) bool {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	return string(bytes.TrimRight(line, "\r")) == header
}

// Stale reports whether anything differs.
func (s *Set) Stale() bool {
	return slices.ContainsFunc(s.Changes, func(c Change) bool { return c.Action != Keep })
}

// Apply makes every change. All new contents are on disk, under temporary names
// beside the files, before the first of them gets its name; when that fails, nothing
// was changed. A rename either happens or does not, so whoever stops in between
// leaves files of before and of after and none that is half of each.
func (s *Set) Apply() (err error) {
	type rename struct{ from, to string }
	var ready []rename
	defer func() {
		for _, r := range ready {
			os.Remove(r.from) // what was renamed is not there any more
		}
	}()
	for _, c := range s.Changes {
		if !c.Kept {
			sweep(c.Path)
		}
		if c.Action != Create && c.Action != Update {
			continue
		}
		tmp, err := writeBeside(c.Path, c.Data)
		if err != nil {
			return unchanged(c.Path, err)
		}
		ready = append(ready, rename{tmp, c.Path})
	}
	for _, c := range s.Changes {
		if err := s.same(c); err != nil {
			return err
		}
	}
	for _, r := range ready {
		if err := os.Rename(r.from, r.to); err != nil {
			return err
		}
	}
	for _, c := range s.Changes {
		if c.Action == Remove {
			if err := os.Remove(c.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// unchanged says which file could not be written and why. The name of the temporary
// file, which the error of the system has, is nobody's business.
func unchanged(path string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return fmt.Errorf("%s: %w; no file was changed", path, err)
}

// same refuses to touch a file that somebody has changed since it was compared.
func (s *Set) same(c Change) error {
	if c.Action == Keep {
		return nil
	}
	now, err := os.ReadFile(c.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !Written(now, s.header) {
		return fmt.Errorf("%s: %w; it appeared while sigen ran", c.Path, ErrForeign)
	}
	return nil
}

// writeBeside writes data to a new file in the directory of path, with the
// permissions that path has or a new file would get.
func writeBeside(path string, data []byte) (name string, err error) {
	mode := fs.FileMode(0o644)
	if st, err := os.Stat(path); err == nil {
		mode = st.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(path), temporary(path, strconv.Itoa(os.Getpid())))
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return f.Name(), err
}
