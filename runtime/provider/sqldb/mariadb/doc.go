// Package mariadb links MariaDB and MySQL into the provider of databases. Import it
// in package main for its effect:
//
//	import _ "github.com/sigen-dev/sigen/runtime/provider/sqldb/mariadb"
//
// # URLs
//
//	mariadb://acme:secret@db1:3306/acme[?tls=true|false]
//
// mysql: is the same scheme. tls verifies the server's certificate by the roots of the
// system (SSL_CERT_FILE names others); it is off by default for a loopback address
// alone, and never given up for a server that has none.
//
// # Servers
//
// MariaDB from 10.5, which the tests run against, and MySQL from 8.0, which they do
// not, and of which the provider logs a warning when it first meets one: its tables of grants are read by the same rules, and what is its own is refused
// where it can be seen (mandatory_roles; an account whose name is not the login's own,
// which MySQL finds for logins of more than 32 characters). Other servers of the same
// protocol keep accounts in ways of their own and are refused by their version.
//
// # What belongs to a tenant
//
// A database and an account of its own. Whose a database is, is recorded in the
// administrator's database, and checked with the server's grants whenever a pool
// opens it:
//
//   - the account, and everybody (PUBLIC), has no global privileges, no roles, no proxies, and no grants
//     beyond its database; a grant by a pattern ('_' is one, when not written '\_')
//     counts for everything that the pattern could mean;
//   - it cannot hand on what it has (GRANT OPTION);
//   - no other account, and not everybody, has grants on the database;
//   - nothing in the database runs as somebody else (SQL SECURITY DEFINER).
//
// # The administrator
//
// The provider's credentials hold, under the key "admin", one URL for each server,
// separated by white space, with the database that keeps the records, which must
// exist:
//
//	SIGEN_CREDENTIALS__SHARED__SQLDB__ADMIN="mariadb://root:secret@db1:3306/sigen"
//
// All programs that use a server name the same database there. The account reads
// the schema mysql and the list of processes, ends connections, and can drop what it
// shall purge and revoke what was granted on it. No component reads these
// credentials and no handle leads to these connections; they are beside the budget,
// one for each server.
//
// # The end of a tenant
//
// Purge revokes what the database's account was granted, ends its connections, also
// those that a component opened by itself, and drops the database. The account stays,
// with nothing, until the operator drops it or sets the place up again. Purge works on a
// connection of its own: a server that takes long keeps no other tenant waiting.
//
// What a component prepared with XA PREPARE on a session of its own outlives the session
// and keeps the database from being dropped. The server does not say whose it is, so Purge
// is ErrBusy and says what to do; where no other program of the server prepares
// transactions, as no pool does, ?prepared=rollback in the administrator's URL has it roll
// back all of them.
//
// # Statements
//
// A call carries one statement with ? for its arguments, whose first word must be
// on a list: no transactions by text, no SET, USE, LOAD, LOCK, GRANT, PREPARE and
// HANDLER. In InTx it is one that reads or changes rows, because all others commit
// the transaction without a word. Rows of a transaction are read to the end or
// closed before its next statement.
//
// # Connections
//
// After every call the connection is reset by the server's own command
// (COM_RESET_CONNECTION). Under TLS the driver keeps that command from us, so there
// a connection serves one call or one transaction and is closed. A cancelled
// statement is killed by the administrator's connection.
package mariadb
