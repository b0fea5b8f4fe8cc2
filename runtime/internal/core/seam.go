package core

import (
	"context"
	"iter"
	"time"
)

// This file holds what providers implement. A provider is a component of
// scope=provider; the kernel finds out what it offers by type assertion, so a
// user's own provider replaces one of ours by implementing the same interface
// with a higher rank.

// Scoped is how every handle comes to be: built in or a user's own. Open mints a
// handle of T for a scope; it is called once per field that asks for T, while the
// instance mounts. Remains lists what the scope left behind, and Purge removes
// it, for a scope whose owner is gone, or for a whole tenant (Scope.Whole): then
// for every scope whose namespace lies below. All three must be safe for concurrent use.
type Scoped[T any] interface {
	Open(ctx context.Context, s Scope) (T, error)
	Remains(ctx context.Context, s Scope) ([]string, error)
	Purge(ctx context.Context, s Scope) error
}

// A ConfigView shows configuration at one moment: the value in force at an
// absolute dotted path such as "tenants.acme.db.url".
type ConfigView interface {
	Lookup(path string) (value string, ok bool)
}

// A ConfigLister is a ConfigView that can also list. A backend that is none, and whose
// views are none, gives a setting of a map type only as JSON text at the setting's own path.
type ConfigLister interface {
	ConfigView
	// Children lists, in order, the names that continue path by one segment and at or below
	// which there is a value: for "tenants.acme.app.limits" the keys of the map limits.
	Children(path string) []string
}

// A ConfigChange is one path whose value in force is about to differ.
type ConfigChange struct {
	Path    string // absolute: "tenants.acme.db.url", "defaults.db.plan"
	Value   string // the new value; "" when Deleted
	Deleted bool   // no layer has a value any more
}

// A ConfigListener is told of every change before it is in force.
type ConfigListener interface {
	// Prepare is called with changes that view already shows and nobody else
	// sees yet. An error refuses all of them. Otherwise the backend puts them in
	// force and then calls commit, once, before the write returns; when it cannot
	// (a full disk), it calls neither. Calls never overlap.
	Prepare(changes []ConfigChange, view ConfigView) (commit func(), err error)
}

// ConfigBackend is what the provider of configuration implements, beside
// ConfigAdmin and Scoped[Config]. Lookup is called often and must not block on writes.
type ConfigBackend interface {
	ConfigView
	// Attach registers the kernel; detach ends it. One listener at a time.
	Attach(l ConfigListener) (detach func(), err error)
}

// ConfigAdmin reads and writes configuration at run time. It is for host code
// and scope=admin components. Paths are absolute and dotted; a write that a
// component's settings refuse is ErrInvalid and changes nothing.
type ConfigAdmin interface {
	// Get returns the value in force at path.
	Get(path string) (value string, ok bool)
	// Set returns when the value is durable and every later read sees it.
	Set(path, value string) error
	// SetMany is Set of several paths as one change: all or none.
	SetMany(values map[string]string) error
	// Delete removes the runtime value; the layers below show again.
	Delete(path string) error
}

// StorageBackend stores objects. Names are built by the kernel: a scope's
// namespace, a slash, and an encoded key of a-z, 0-9, '-', '_', '.', '=' and '/'
// in which no segment is "." or "..". ErrNotFound says that an object is not there.
type StorageBackend interface {
	PutObject(ctx context.Context, name string, data []byte) error
	GetObject(ctx context.Context, name string) ([]byte, error)
	DeleteObject(ctx context.Context, name string) error
	// ListObjects yields the full names that begin with prefix, in order.
	ListObjects(ctx context.Context, prefix string) iter.Seq2[string, error]
}

// CredentialSource looks a credential up for a scope. The key follows the
// grammar of names with dots; ErrNotFound says that there is none.
type CredentialSource interface {
	LookupCredential(ctx context.Context, s Scope, key string) (Secret, error)
}

// A CredentialWatcher is what a provider of credentials implements besides when
// they can change while it runs.
type CredentialWatcher interface {
	// WatchCredentials has changed called with the tenant whose credentials are
	// about to read differently, "" for those of shared components. Calls may
	// come from any goroutine, after the new value is in force; stop ends them.
	WatchCredentials(changed func(tenant string)) (stop func())
}

// Logger is all the core knows of logging. Levels are those of log/slog: -4
// debug, 0 info, 4 warn, 8 error. Implementations are safe for concurrent use
// and do not block for long.
type Logger interface {
	Log(ctx context.Context, level int, msg string, attrs ...Attr)
}

// A LoggerSource is what a provider of logging implements: the kernel logs to its
// Logger while it is active, unless WithLogger named another.
type LoggerSource interface{ Logger() Logger }

// Attr is one attribute of a log line.
type Attr struct{ Key, Value string }

// Levels of Logger.
const (
	LevelDebug = -4
	LevelInfo  = 0
	LevelWarn  = 4
	LevelError = 8
)

// Transport carries calls to other processes.
type Transport interface {
	// Invoke carries an encoded call with its identity to another process and
	// returns the encoded result. ErrNotFound when nobody there serves it.
	Invoke(ctx context.Context, call Envelope) ([]byte, error)
}

// An Envelope is a call outside the process: the target and the identity are
// never inside the params.
type Envelope struct {
	Route, Target  string
	Caller         Caller
	Params         []byte
	Deadline       time.Time
	IdempotencyKey string
	// Strict has Accept refuse what the params' schema does not know. It is for callers that
	// were not made from a schema, and that a mistyped name would otherwise pass.
	Strict bool

	// TraceParent and TraceState are the headers of W3C Trace Context, empty for a call that belongs to no
	// trace. They are set while an Observer is a TracePropagator; a transport carries them where
	// it can.
	TraceParent, TraceState string
}
