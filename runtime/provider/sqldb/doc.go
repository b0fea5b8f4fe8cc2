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
//   - the URL is minted per tenant, and names a file below the provider's directory;
//   - every database has one owning tenant, recorded in that directory, whatever
//     name, link or spelling somebody else reaches it by;
//   - every statement passes SQLite's authorizer, which knows a list of what is
//     allowed and refuses the rest: ATTACH, VACUUM INTO, transactions by text,
//     PRAGMAs and functions that reach outside;
//   - every connection runs in a memory of its own, with a limit.
//
// Connections are one budget over all scopes, with a ceiling for each, idle
// closing, and a waiting list that is fair between scopes.
//
// Values scan as in database/sql: text, numbers, []byte (always a copy), bool
// (0 and 1), time.Time (RFC 3339 text, "2006-01-02 15:04:05" or a date),
// pointers for NULL, and sql.Scanner.
package sqldb
