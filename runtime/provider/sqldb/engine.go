package sqldb

import (
	"context"
	"database/sql/driver"
)

// An engine is one kind of database. What differs between kinds is here; the
// budget, the swap, the handles and the conversions are the same for all.
type engine interface {
	// claim records that the owner uses the database that loc names, and returns
	// where it is. A database of another owner is ErrScope.
	claim(ctx context.Context, loc location, by claimant) (target, error)
	// open makes one connection. It is not called from the budget's lock.
	open(ctx context.Context, t target) (conn, error)
	// hold keeps what must not vanish between connections, nil when nothing does.
	hold(ctx context.Context, t target) (release func(), err error)
	// remains names the databases recorded for the claimant.
	remains(ctx context.Context, by claimant) ([]string, error)
	// purge removes them; busy says which are in use by a live pool.
	purge(ctx context.Context, by claimant, busy func(key string) bool) error
	close() error
}

// A claimant is the owner of a database, and which of the owner's scopes uses it.
// An empty namespace stands for all of the owner's scopes.
type claimant struct{ owner, namespace string }

// A target is a database that was claimed. Its key is the identity: two targets
// of one database have the same key. Connections of different modes are not mixed.
type target struct {
	key  string
	mode string
	name string // for messages: the name in the URL, never an absolute path
	at   any    // the engine's own
}

// A conn is one connection. It is used by one goroutine at a time; the lease
// that holds it sees to that. Errors are *sig.Error and carry no absolute
// path and no credentials.
type conn interface {
	query(ctx context.Context, text string, args []driver.NamedValue) (cursor, error)
	exec(ctx context.Context, text string, args []driver.NamedValue) (int64, error)
	begin(ctx context.Context) error
	commit(ctx context.Context) error
	rollback() error
	inTx() bool
	// reusable reports whether the next lease may have this connection.
	reusable() bool
	close() error
}

// A cursor is a result being read. Values that next stores are the caller's to keep.
type cursor interface {
	columns() []string
	next(ctx context.Context, dest []driver.Value) error // io.EOF after the last row
	close() error
}
