// Package postgres links PostgreSQL into the provider of databases. Import it in
// package main for its effect:
//
//	import _ "github.com/sigen-dev/sigen/runtime/provider/sqldb/postgres"
//
// # URLs
//
//	postgres://acme:secret@db1:5432/acme                          mode=database, the default
//	postgres://acme:secret@db1/shop?mode=schema&schema=acme
//	postgres://app:secret@db1/shop?mode=shared
//
// sslmode is verify-full, or disable; disable is the default for a loopback
// address alone. Nothing is read from the environment or from a password file.
//
// # What belongs to a tenant
//
// With mode=database, a database and a login of its own. With mode=schema, a
// schema and a login of its own in a database of many. With mode=shared, the rows
// of tables whose policies ask sigen.tenant(); all tenants share one login there.
//
// Whose a place is, is recorded in the schema sigen of the administrator's
// database, and checked with the server's privileges whenever a pool opens it:
//
//   - the login has no SUPERUSER, BYPASSRLS, CREATEROLE, CREATEDB, REPLICATION and
//     is a member of no role;
//   - nobody but the login can connect to its database or use its schema;
//   - in a database of many, the login reaches no other schema's tables, and no
//     function that runs as somebody else; what others made in its schema reads nothing
//     beyond it; it has no function or catalog of the server that this gives to nobody by itself
//     (pg_read_file, pg_largeobject), and large objects have privileges;
//   - shared tables have row-level security, forced, and no policy but those that
//     compare a column with sigen.tenant(); foreign keys between them have that column in
//     them, because the server checks and cascades them past policies; views run as
//     their caller; there are no rules, and no sequence that a tenant could set; the login creates nothing, runs no code of its own, and has none of the functions by
//     which sessions of one login touch each other.
//
// What is missing is refused with the statement that mends it. [SharedSetup] writes
// the statements for shared tables.
//
// # Versions
//
// Some versions of the server let one tenant reach another although everything is set up as
// above. A pool for a schema or for shared tables is refused by them, with the CVE and the
// version that ends it:
//
//	                                                                          ends with
//	CVE-2026-120154   INSERT … ON CONFLICT reads rows past policies           18.7, 17.12, 16.16, 15.20, 14.25   shared
//	CVE-2026-16237    INSERT … ON CONFLICT writes rows past policies          18.7, 17.12, 16.16, 15.20, 14.25   shared
//	CVE-2026-14669    SET TIME ZONE and to_char run code as the server        18.6, 17.11, 16.15, 15.19, 14.24   shared, schema
//	CVE-2025-8713     operators see statistics behind policies and views      17.6, 16.10, 15.14, 14.19, 13.22   shared, schema
//	CVE-2024-10978    a session goes on as another role                       17.1, 16.5, 15.9, 14.14, 13.17     shared, schema
//	CVE-2024-10976    a kept plan has the policies of another role            17.1, 16.5, 15.9, 14.14, 13.17     shared
//	CVE-2024-4317     pg_stats_ext and pg_stats_ext_exprs show everybody's    a script, in each database         shared, schema
//
// The views of the last one stay as they were made when a server gets another version, so
// they are looked at. What runs code as the server reaches databases of one tenant too: there
// the provider logs a warning. Whoever has the corrections under another version, or takes the
// risk, says so in the administrator's URL, by name:
//
//	postgres://sigen:secret@db1/postgres?accept=CVE-2026-16237,CVE-2026-120154
//
// The list holds what leads from one tenant to another and was known when this version of
// sigen was made; it does not replace the announcements of PostgreSQL.
//
// # Who a session is
//
// A setting (SET LOCAL, set_config, SET ROLE) says who a session is only as long as
// the session does not say otherwise. So for shared tables the provider writes
// whose a session is (its process, when that started, the tenant) by a connection
// of the administrator before it hands the session out, and sigen.tenant() reads
// that by the process it runs in. A session stays bound to its tenant while it is
// idle, and most calls find one that is; another tenant gets it reset, bound
// anew, and with a state of random() that nobody knows. A session that nobody bound sees no rows.
//
// # The administrator
//
// The provider's credentials hold, under the key "admin", one URL for each server,
// separated by white space, with the database that keeps the records:
//
//	SIGEN_CREDENTIALS__SHARED__SQLDB__ADMIN="postgres://sigen:secret@db1:5432/postgres"
//
// ("SQLDB" is the name of the provider's instance.) The namespace of credentials is
// the provider's, so no component reads it, and no handle leads to these
// connections. All programs that use a server name the same database there. The
// login is a superuser, or one with CREATE on that database, pg_read_all_stats,
// pg_signal_backend, and the ownership of what it shall purge. These connections are
// beside the budget: one for each server, and one for each database with schemas or
// shared tables.
//
// # The end of a tenant
//
// Purge drops the database, or ends the login's sessions and drops the schema with the
// login's large objects, or deletes the tenant's rows, table by table. Sessions that a
// component opened by itself hold none of this up for more than seconds, and have nothing
// afterwards; what they prepared (PREPARE TRANSACTION) is rolled back. Logins are the operator's to drop.
//
// # Statements
//
// A call carries one statement with $1, $2, … for its arguments. Its first words
// must be on a list: no transactions by text, no COPY, LISTEN, GRANT, ALTER ROLE or
// SET outside of a transaction; with shared tables no DDL, DO, CALL and EXPLAIN either. That
// list comes before the walls above and none of them leans on it, but for what
// ALTER ROLE could spoil of a login that tenants share.
//
// Rows of a transaction are read to the end or closed before its next statement.
//
// # What shows
//
// In a database of many, the catalogs show: names of schemas, tables, columns and logins,
// and with them the text of functions, views, defaults, checks and comments. So keep no secrets
// there. What is sent by NOTIFY or pg_notify, a trigger's too, reaches every session of the database that
// listens. Rows do not show. Unique constraints and sequences over the rows of
// several tenants tell that others have rows; put the tenant's column into the
// constraint. An approximate index (of vectors) finds the nearest rows of all tenants before policies
// hide the others': how few are left tells that others have near ones. What the planner expects of a statement tells which values are in a shared
// table: a pool refuses EXPLAIN, and against a component that opens sessions by itself
// say, of columns whose values are secret,
//
//	ALTER TABLE orders ALTER COLUMN email SET STATISTICS 0;
//	DELETE FROM pg_statistic WHERE starelid = 'orders'::regclass;
//
// Tenants who must not know of each other get databases.
package postgres
