package storage

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"
)

// ListObjects yields names in order. It holds the names of one directory on each
// level at a time; objects that come or go meanwhile may or may not show.
func (f *files) ListObjects(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if !validPrefix(prefix) {
			yield("", errName)
			return
		}
		l := &listing{f: f, ctx: ctx, prefix: prefix, yield: yield}
		l.walk(".", "", anyRest)
	}
}

type listing struct {
	f      *files
	ctx    context.Context
	prefix string
	yield  func(string, error) bool
}

// A rest says which of the names in a directory of long ones are wanted, by their
// first byte there: those before '/' or those after it.
type rest uint8

const (
	anyRest rest = iota
	beforeSlash
	afterSlash
)

func (r rest) takes(text string) bool {
	return r == anyRest || (text[0] < '/') == (r == beforeSlash)
}

// walk yields the objects whose names begin with name and are in dir; false when
// the caller has enough.
func (l *listing) walk(dir, name string, want rest) bool {
	if err := l.ctx.Err(); err != nil {
		return l.stop(ended(err))
	}
	files, err := l.f.readDir(dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return true // deleted meanwhile
		}
		return l.stop(fault(err))
	}
	within := strings.HasSuffix(dir, chunkEnd)
	var entries []entry
	long := map[string]bool{}
	for _, e := range files {
		if !e.IsDir() && !e.Type().IsRegular() {
			continue // a link, which no handle makes
		}
		if x, ok := entryOf(e.Name(), e.IsDir(), within); ok && want.takes(x.text) && l.concerns(name+x.text) {
			entries = append(entries, x)
			long[x.text] = long[x.text] || x.kind == longer
		}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if c := strings.Compare(a.text, b.text); c != 0 {
			return c
		}
		return int(a.kind) - int(b.kind)
	})
	for _, x := range entries {
		at, full := path.Join(dir, x.file), name+x.text
		switch x.kind {
		case object:
			if !strings.HasPrefix(full, l.prefix) {
				continue
			}
			if !l.yield(full, nil) {
				return false
			}
		case longer:
			// Names that go on with '-' or '.' come before those with '/', the others after.
			stem := entry{x.text + "/", strings.TrimSuffix(x.file, chunkEnd) + dirEnd, below}
			if !slices.Contains(entries, stem) {
				if !l.walk(at, full, anyRest) {
					return false
				}
				continue
			}
			if !l.walk(at, full, beforeSlash) || !l.walk(path.Join(dir, stem.file), full+"/", anyRest) || !l.walk(at, full, afterSlash) {
				return false
			}
		case below:
			if long[strings.TrimSuffix(x.text, "/")] {
				continue // between the longer ones
			}
			if !l.walk(at, full, anyRest) {
				return false
			}
		}
	}
	return true
}

// stop yields the error that ends the listing.
func (l *listing) stop(err error) bool {
	l.yield("", err)
	return false
}

// concerns reports whether names that begin with start can begin with the prefix.
func (l *listing) concerns(start string) bool {
	return strings.HasPrefix(start, l.prefix) || strings.HasPrefix(l.prefix, start)
}
