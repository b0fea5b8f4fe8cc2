package sqldb

import (
	"context"
	"os"
	"strings"
	"sync"

	"github.com/ncruces/go-sqlite3"
	sig "github.com/sigen-dev/sigen/runtime"
)

// registryFile is where a directory's owners are recorded. No URL can name it:
// segments do not begin with a dot.
const registryFile = ".owners.db"

// A registry records durably which owner has which database of a directory. It
// is a SQLite database itself, so that several processes agree on it and a
// killed one leaves it whole.
type registry struct {
	mu sync.Mutex
	c  *sqlite3.Conn // guarded by mu
}

// A record is one database: the path as it was first named, and the file's identity.
type record struct {
	path, owner string
	file        fileID
}

const registrySchema = `
	CREATE TABLE IF NOT EXISTS databases (
		fold  TEXT PRIMARY KEY,      -- the path in lower case
		path  TEXT NOT NULL,         -- relative to the directory, as first named
		dev   INTEGER NOT NULL,
		ino   INTEGER NOT NULL,
		owner TEXT NOT NULL
	) WITHOUT ROWID;
	CREATE INDEX IF NOT EXISTS databases_file ON databases (dev, ino);
	CREATE INDEX IF NOT EXISTS databases_owner ON databases (owner);
	CREATE TABLE IF NOT EXISTS users (
		fold      TEXT NOT NULL REFERENCES databases ON DELETE CASCADE,
		namespace TEXT NOT NULL,     -- of the scope that used it
		PRIMARY KEY (fold, namespace)
	) WITHOUT ROWID`

func openRegistry(path string) (*registry, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, pathless("the registry of owners", err)
	}
	f.Close()
	c, err := sqlite3.OpenFlags(path, sqlite3.OPEN_READWRITE|sqlite3.OPEN_NOFOLLOW)
	if err != nil {
		return nil, sqlError(context.Background(), err, "")
	}
	if err := c.Exec("PRAGMA busy_timeout=10000; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;" + registrySchema); err != nil {
		c.Close()
		return nil, sqlError(context.Background(), err, "")
	}
	return &registry{c: c}, nil
}

func (r *registry) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.c.Close()
}

// within runs f in one transaction. A read that turns out to need a write
// is why every transaction begins as a writer.
func (r *registry) within(ctx context.Context, f func() error) (err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer r.c.SetInterrupt(r.c.SetInterrupt(ctx))
	tx, err := r.c.BeginImmediate()
	if err != nil {
		return sqlError(ctx, err, "")
	}
	defer tx.End(&err)
	return f()
}

// claim makes by the owner of path, or finds that it is, and returns the path to
// open. create makes sure that a file is there and returns its identity; current
// returns the identity of another path, false when nothing is there.
//
// The record comes first, in a transaction of its own: whatever interrupts the rest, no
// file is there that a purge would not find.
func (r *registry) claim(ctx context.Context, path string, by claimant, create func(path string) (fileID, error), current func(path string) (fileID, bool)) (string, error) {
	fold := strings.ToLower(path)
	fresh := false
	err := r.within(ctx, func() error {
		known, err := r.lookup("fold = ?", fold)
		switch {
		case err != nil:
			return err
		case known == nil:
			fresh = true
			if err := r.run(`INSERT INTO databases VALUES (?,?,0,0,?)`, fold, path, by.Owner); err != nil {
				return err
			}
		case known.owner != by.Owner:
			return errForeign("")
		default:
			path = known.path
		}
		return r.run(`INSERT OR IGNORE INTO users VALUES (?,?)`, fold, by.Namespace)
	})
	if err != nil {
		return path, err
	}
	var refused error
	err = r.within(ctx, func() error {
		known, err := r.lookup("fold = ? AND owner = ?", fold, by.Owner)
		if err != nil {
			return err
		}
		if known == nil {
			return &sig.Error{Code: sig.CodeBusy, Expected: "a database that is not being purged"}
		}
		file, err := create(path)
		if err == nil && known.file != file {
			err = r.checkNames(fold, file, by, current)
		}
		switch refused = err; {
		case err != nil && fresh: // a file that is no database of this owner's is none to purge either
			return r.forget(fold, by.Owner)
		case err != nil || known.file == file:
			return nil
		}
		return r.run(`UPDATE databases SET dev = ?, ino = ? WHERE fold = ?`, file.dev, file.ino, fold)
	})
	if refused != nil {
		err = refused
	}
	return path, err
}

// checkNames refuses a file that is already known under another name.
func (r *registry) checkNames(fold string, file fileID, by claimant, current func(string) (fileID, bool)) error {
	if file == (fileID{}) {
		return nil // a system that does not tell
	}
	other, err := r.lookup("dev = ? AND ino = ? AND fold <> ?", file.dev, file.ino, fold)
	if err != nil || other == nil {
		return err
	}
	if now, ok := current(other.path); !ok || now != file {
		return nil // that file is gone, and its number is in use again
	}
	if other.owner != by.Owner {
		return errForeign("")
	}
	return &sig.Error{Code: sig.CodeScope, Expected: "the name " + other.path + ", under which this file is already in use: two names of one SQLite file damage it"}
}

func (r *registry) lookup(where string, args ...any) (*record, error) {
	all, err := r.list("SELECT path, owner, dev, ino FROM databases WHERE "+where+" LIMIT 1", args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// owned lists the databases that a claimant used: all of the owner's for the
// empty namespace.
func (r *registry) owned(ctx context.Context, by claimant) (all []record, err error) {
	err = r.within(ctx, func() error {
		all, err = r.list(`SELECT path, owner, dev, ino FROM databases d WHERE owner = ?1 AND
			(?2 = '' OR EXISTS (SELECT 1 FROM users u WHERE u.fold = d.fold AND u.namespace = ?2)) ORDER BY path`, by.Owner, by.Namespace)
		return err
	})
	return all, err
}

// leave ends a claimant's use of a path; last reports whether nobody else of the
// owner uses it, and then remove is called before the record goes.
func (r *registry) leave(ctx context.Context, path string, by claimant, remove func() error) error {
	fold := strings.ToLower(path)
	return r.within(ctx, func() error {
		if by.Namespace != "" {
			if err := r.run(`DELETE FROM users WHERE fold = ? AND namespace = ?`, fold, by.Namespace); err != nil {
				return err
			}
			others, err := r.list(`SELECT path, owner, dev, ino FROM databases d WHERE fold = ? AND EXISTS (SELECT 1 FROM users u WHERE u.fold = d.fold)`, fold)
			if err != nil || len(others) > 0 {
				return err
			}
		}
		if err := remove(); err != nil {
			return err
		}
		return r.forget(fold, by.Owner)
	})
}

// forget ends the record of a path.
func (r *registry) forget(fold, owner string) error {
	return r.run(`DELETE FROM databases WHERE fold = ? AND owner = ?`, fold, owner)
}

func (r *registry) run(text string, args ...any) error {
	st, err := r.prepare(text, args)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.Exec(); err != nil {
		return sqlError(r.c.GetInterrupt(), err, "")
	}
	return nil
}

func (r *registry) list(text string, args ...any) (all []record, err error) {
	st, err := r.prepare(text, args)
	if err != nil {
		return nil, err
	}
	defer st.Close()
	for st.Step() {
		all = append(all, record{path: st.ColumnText(0), owner: st.ColumnText(1), file: fileID{st.ColumnInt64(2), st.ColumnInt64(3)}})
	}
	if err := st.Err(); err != nil {
		return nil, sqlError(r.c.GetInterrupt(), err, "")
	}
	return all, nil
}

func (r *registry) prepare(text string, args []any) (*sqlite3.Stmt, error) {
	st, _, err := r.c.Prepare(text)
	if err != nil {
		return nil, sqlError(r.c.GetInterrupt(), err, "")
	}
	for i, a := range args {
		switch a := a.(type) {
		case string:
			err = st.BindText(i+1, a)
		case int64:
			err = st.BindInt64(i+1, a)
		}
		if err != nil {
			st.Close()
			return nil, sqlError(r.c.GetInterrupt(), err, "")
		}
	}
	return st, nil
}
