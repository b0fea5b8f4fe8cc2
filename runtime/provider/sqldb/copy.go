package sqldb

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ncruces/go-sqlite3"
	sig "github.com/sigen-dev/sigen/runtime"
)

// CopyFile copies the SQLite database in the file from to the new file to, while
// both sides go on: what is copied is the state at one moment, with all that was
// committed before the call. Either the whole copy is there afterwards or nothing
// is; a file that exists already is ErrInvalid.
//
// It is for host code, to move a tenant: copy, then set the tenant's URL. What
// the tenant writes between the two stays in the old file, so pause its writes or
// copy again what changed. It takes any path and knows no owners; components
// have no way to name one.
func CopyFile(ctx context.Context, from, to string) (err error) {
	if _, err := os.Lstat(to); err == nil {
		return &sig.Error{Code: sig.CodeInvalid, Path: filepath.Base(to), Expected: "a file that does not exist yet"}
	}
	if _, err := os.Stat(from); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return &sig.Error{Code: sig.CodeNotFound, Path: filepath.Base(from), Expected: "a database file to copy"}
		}
		return pathless("the database to copy", err)
	}
	part := to + "." + rand.Text() + ".part"
	defer func() {
		if err != nil {
			os.Remove(part)
		}
	}()
	// Made here, so that nobody else may read it.
	f, err := os.OpenFile(part, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return pathless("the directory of the copy", err)
	}
	f.Close()
	if err := backup(ctx, from, part); err != nil {
		return err
	}
	if err := os.Rename(part, to); err != nil {
		return pathless("the directory of the copy", err)
	}
	return syncDir(filepath.Dir(to))
}

// pagesPerStep bounds how long a copy runs without looking at its context.
const pagesPerStep = 1024

func backup(ctx context.Context, from, to string) (err error) {
	defer recovered(nil, &err)
	from, err = filepath.Abs(from)
	if err != nil {
		return pathless("the database to copy", err)
	}
	to, err = filepath.Abs(to)
	if err != nil {
		return pathless("the directory of the copy", err)
	}
	src, err := sqlite3.OpenFlags(uriOf(from, ""), sqlite3.OPEN_READWRITE|sqlite3.OPEN_URI)
	if err != nil {
		return sqlError(ctx, err, "")
	}
	defer src.Close()
	src.BusyTimeout(busyTimeout)
	src.SetInterrupt(ctx)
	// A read transaction holds the moment; without one, a write by somebody else
	// would have the copy begin anew.
	if err := src.Exec("BEGIN; SELECT count(*) FROM sqlite_schema"); err != nil {
		return sqlError(ctx, err, "")
	}
	b, err := src.BackupInit("main", uriOf(to, ""))
	if err != nil {
		return sqlError(ctx, err, "")
	}
	for done := false; !done && err == nil; {
		if ctx.Err() != nil {
			err = ctxError(ctx, "the copy to end")
			break
		}
		done, err = b.Step(pagesPerStep)
	}
	return sqlError(ctx, errors.Join(err, b.Close()), "")
}

// syncDir makes a rename last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return pathless("the directory of the copy", err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return pathless("the directory of the copy", err)
	}
	return nil
}
