// Package backend is what the pool of sqldb and its engines say to each other.
// The engines of servers are packages of their own, linked only by programs that
// import them, so what they need of sqldb is here.
package backend

import (
	"context"
	"database/sql/driver"
	"sync"
)

// An Engine is one kind of database. What differs between kinds is here; the
// budget, the swap, the handles and the conversions are the same for all.
type Engine interface {
	// Claim records that the owner uses the database that loc names, checks that
	// nobody else can, and returns where it is. A database of another owner is
	// ErrScope.
	Claim(ctx context.Context, loc Location, by Claimant) (Target, error)
	// Open makes one connection. It is not called from the budget's lock.
	Open(ctx context.Context, t Target) (Conn, error)
	// Hold keeps what must not vanish between connections, nil when nothing does.
	Hold(ctx context.Context, t Target) (release func(), err error)
	// Remains names the databases recorded for the claimant.
	Remains(ctx context.Context, by Claimant) ([]string, error)
	// Purge removes them; busy says which are in use by a live pool.
	Purge(ctx context.Context, by Claimant, busy func(key string) bool) error
	Close() error
}

// A Location is what a URL names, and to whom the URL was granted. Locations
// compare with ==.
type Location struct {
	Owner  string
	Tenant string // "" for a scope without one
	Engine string // "sqlite", "postgres" or "mariadb"

	Path   string // SQLite: slash-separated and relative; "" for a database in memory
	Memory bool
	Normal bool // synchronous=NORMAL
	Reuse  bool // do not create

	Server Server
}

// A Server is where a database of a server is, and the login to it.
type Server struct {
	Host     string // lower case; without brackets
	Port     uint16
	User     string
	Password string
	Database string
	Mode     Mode
	Schema   string // with BySchema
	TLS      bool
	Unwind   bool   // of an administrator: roll back prepared transactions that hold up a purge
	Accept   string // of an administrator: flaws that the operator accepts, separated by commas
}

// A Mode says what of a server belongs to one tenant.
type Mode uint8

const (
	ByDatabase Mode = iota // a database and a login
	BySchema               // a schema and a login
	ByRow                  // rows of shared tables
)

// A Claimant is the owner of a database, and which of the owner's scopes uses it.
// An empty namespace stands for all of the owner's scopes.
type Claimant struct{ Owner, Namespace string }

// A Target is a database that was claimed. Its key is the identity: two targets
// of one database have the same key. Connections of different modes are not mixed.
type Target struct {
	Key  string
	Mode string
	// Group is the same for targets whose connections can pass from one to another
	// by Rebind; "" for none.
	Group string
	Name  string // for messages: the name in the URL, never an absolute path
	At    any    // the engine's own; compared with ==
}

// A Conn is one connection. It is used by one goroutine at a time; the lease
// that holds it sees to that. Errors are *sig.Error and carry no absolute
// path and no credentials.
type Conn interface {
	Query(ctx context.Context, text string, args []driver.NamedValue) (Cursor, error)
	Exec(ctx context.Context, text string, args []driver.NamedValue) (int64, error)
	Begin(ctx context.Context) error
	Commit(ctx context.Context) error
	Rollback() error
	InTx() bool
	// Reset takes away what a lease left behind and reports whether the next lease
	// may have this connection.
	Reset() bool
	// Alive reports whether an idle connection still has its other end, as far as
	// one can know without asking it.
	Alive() bool
	Close() error
}

// A Rebinder is a Conn that another target of the same group can take over, after
// Reset. When it fails, the connection is to be closed.
type Rebinder interface {
	Rebind(ctx context.Context, t Target) error
}

// A Cursor is a result being read. Values that Next stores are the caller's to keep.
type Cursor interface {
	Columns() []string
	Next(ctx context.Context, dest []driver.Value) error // io.EOF after the last row
	Close() error
}

// Options are what the provider tells an engine.
type Options struct {
	// Admin returns the administrator's URLs, separated by white space. It is asked
	// for every new connection of an administrator, so that a rotated password
	// counts.
	Admin func(ctx context.Context) (string, error)
	// ParseAdmin reads one of these URLs.
	ParseAdmin func(text string) (Location, error)
	// Memory is how many bytes one connection may use.
	Memory int64
	// Warn logs what the operator should know of a server.
	Warn func(ctx context.Context, text string)
}

// An Opener makes an engine; it connects to nothing yet.
type Opener func(Options) Engine

var (
	mu      sync.Mutex
	openers = map[string]Opener{} // guarded by mu
)

// Register links an engine by its name. An engine's package calls it when it is
// linked; the last one of a name counts.
func Register(name string, o Opener) {
	mu.Lock()
	defer mu.Unlock()
	openers[name] = o
}

// Linked returns the opener of an engine, nil when its package is not linked.
func Linked(name string) Opener {
	mu.Lock()
	defer mu.Unlock()
	return openers[name]
}
