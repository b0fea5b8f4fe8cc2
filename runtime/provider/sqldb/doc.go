// Package sqldb is the provider of databases: one [Pool] per scope, each on the
// database that the scope's own settings name and on no other.
//
// A component asks for a Pool and reads a [URL] from its settings. Only the
// kernel's settings decoder makes a URL, so a URL is a grant: it remembers whose
// settings it was read from, and [Pool.Use] takes it for that tenant alone.
//
//	type Settings struct {
//		URL sqldb.URL `json:"url" sig:"default=sqlite:{target}.db"`
//	}
//
//	//sig:effect
//	func (d *Shop) reconnect(ctx context.Context) error { return d.Pool.Use(ctx, d.Settings.Get().URL) }
//
// What stands between two tenants, each wall on its own:
//
//   - the URL is minted per tenant, and names a file below the provider's directory,
//     or a place on a server that the operator's credentials name;
//   - every database has one owning tenant, recorded in that directory or on that
//     server, whatever name, link or spelling somebody else reaches it by;
//   - on a server, the server's own privileges separate the logins, and are checked
//     whenever a pool opens a database; see the packages postgres and mariadb, which
//     a program imports to use them and which nobody else links;
//   - in SQLite, every statement passes SQLite's authorizer, which knows a list of what is
//     allowed and refuses the rest: ATTACH, VACUUM INTO, transactions by text,
//     PRAGMAs and functions that reach outside;
//   - every connection of SQLite runs in a memory of its own, with a limit.
//
// # Connections
//
// Connections are one budget over all scopes and kinds of databases, with a floor
// and a ceiling for each scope, idle closing, and a waiting list that is fair
// between scopes. A server sees at most Connections of them from one program, and
// the administrator's beside: so set its own limit to (Connections + one for each
// database with schemas or shared tables + one) for each program, and some to
// spare. How many tenants there are is no part of that: 2 000 of them work on 50.
// [Provider.Stats] counts, refusals among others; [Pool.State] tells what a pool is
// opening, draining and was refused.
//
// A connection that comes back is reset (transactions, settings, temporary tables,
// prepared statements, locks, channels) or closed.
//
// # The operator's credentials
//
// The provider reads its own credentials, key "admin": the administrators' URLs of
// all servers, separated by white space. No component can ask for them, no Pool
// leads to a connection that uses them, and a server without one is refused.
// Discover the provider of credentials before this one; without one there is
// SQLite.
//
// # Statements
//
// Arguments are those of the database: ? in SQLite and MariaDB, $1 in PostgreSQL.
// A server takes one statement a call.
//
// Values scan as in database/sql: text, numbers, []byte (always a copy), bool
// (0 and 1), time.Time (RFC 3339 text, "2006-01-02 15:04:05" or a date),
// pointers for NULL, and sql.Scanner.
package sqldb
