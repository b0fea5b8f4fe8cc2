package postgres

import (
	"context"
	"strconv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// A rule finds what is wrong with a place: query returns a row for every offence,
// and its text begins the error. $1 is the login, $2 the database, $3 the schema.
// What belongs to others is not named: the error goes to the tenant.
type rule struct {
	query    string
	expected string
}

// verify holds a place to the rules of its mode. q is a transaction on the records.
func (s *server) verify(ctx context.Context, q *session, at place) error {
	if err := s.faultless(ctx, q.pg.ParameterStatus("server_version"), at.server.Mode); err != nil {
		return err
	}
	if err := hold(q, at, "login", loginRules); err != nil {
		return err
	}
	switch at.server.Mode {
	case backend.ByDatabase:
		return hold(q, at, "database", databaseRules)
	case backend.BySchema:
		return s.within(ctx, q, at.server.Database, func(q *session) error { return hold(q, at, "schema", s.rules(schemaRules)) })
	}
	return s.within(ctx, q, at.server.Database, func(q *session) error {
		if there, err := q.one("SELECT pg_catalog.to_regprocedure('sigen.tenant()')"); err != nil {
			return err
		} else if there == "" {
			return backend.Denied("a database that is set up for shared tables; see postgres.SharedSetup")
		}
		return hold(q, at, "shared", s.rules(sharedRules))
	})
}

// within runs f in a transaction on a database; q is one on the records.
func (s *server) within(ctx context.Context, q *session, database string, f func(q *session) error) error {
	if database == s.home {
		return f(q)
	}
	return s.admin(database).with(ctx, f)
}

// hold checks rules; the first offence is the error. All of them are one statement,
// because pools open by the thousand when a program starts.
// The server keeps its plan, which costs more than the checks do.
func hold(q *session, at place, name string, rules []rule) error {
	var b strings.Builder
	b.WriteString("WITH at AS MATERIALIZED (SELECT $1::text AS login, $2::text AS db, $3::text AS schema) SELECT found, n FROM (")
	for i, r := range rules {
		if i > 0 {
			b.WriteString(" UNION ALL ")
		}
		b.WriteString("(SELECT " + strconv.Itoa(i) + " AS n, x.found FROM (" + r.query + ") x (found) LIMIT 1)")
	}
	b.WriteString(") x ORDER BY n LIMIT 1")
	rows, err := q.kept("verify "+name, b.String(), at.server.User, at.server.Database, at.server.Schema)
	if err != nil || len(rows) == 0 {
		return err
	}
	n, _ := strconv.Atoi(rows[0][1])
	return &sig.Error{Code: sig.CodeDenied, Path: rows[0][0], Expected: rules[n].expected}
}

var loginRules = []rule{
	{`SELECT 'login ' || login FROM at WHERE NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = login AND r.rolcanlogin)`,
		"a login that exists"},
	{`SELECT 'login ' || login FROM at JOIN pg_roles r ON r.rolname = login WHERE r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication`,
		"a login with NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION"},
	{`SELECT 'login ' || login FROM at JOIN pg_roles r ON r.rolname = login WHERE EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid)`,
		"a login that is a member of no role, so that SET ROLE leads nowhere; REVOKE those that it has"},
	{`SELECT 'login ' || login FROM at JOIN pg_roles r ON r.rolname = login WHERE EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles u ON u.oid = m.member WHERE m.roleid = r.oid AND NOT u.rolsuper AND u.rolname <> current_user)`,
		"a login that no other role is a member of"},
}

// trusted are the roles that may reach a tenant's place besides its login.
const trusted = `(SELECT t.oid FROM pg_roles t WHERE t.rolsuper OR t.rolname = current_user OR t.rolname IN (SELECT login FROM at))`

var databaseRules = []rule{
	{`SELECT 'database ' || db FROM at WHERE NOT EXISTS (SELECT FROM pg_database d WHERE d.datname = db AND d.datallowconn AND NOT d.datistemplate)`,
		"a database that exists"},
	{`SELECT 'database ' || db FROM at JOIN pg_database d ON d.datname = db WHERE d.datdba NOT IN ` + trusted,
		"a database whose owner is its login or the administrator"},
	{`SELECT 'database ' || db FROM at JOIN pg_database d ON d.datname = db, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a WHERE a.privilege_type = 'CONNECT' AND a.grantee NOT IN ` + trusted,
		"a database that nobody else can connect to: REVOKE CONNECT ON DATABASE … FROM PUBLIC, and from other roles"},
}

// usable are the schemas besides the tenant's own that the login can look into.
const usable = `(SELECT n.oid FROM pg_namespace n, at WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', schema)
	AND n.nspname !~ '^pg_(toast|temp)' AND has_schema_privilege(login, n.oid, 'USAGE'))`

var schemaRules = append([]rule{
	{`SELECT 'schema ' || schema FROM at WHERE NOT EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = schema)`,
		"a schema that exists"},
	{`SELECT 'setting lo_compat_privileges' FROM at WHERE current_setting('lo_compat_privileges')::boolean OR EXISTS (SELECT FROM pg_db_role_setting s, unnest(s.setconfig) t
		WHERE t LIKE 'lo_compat_privileges=%' AND split_part(t, '=', 2)::boolean
		AND (s.setdatabase = 0 OR s.setdatabase = (SELECT d.oid FROM pg_database d WHERE d.datname = db)) AND (s.setrole = 0 OR s.setrole = (SELECT r.oid FROM pg_roles r WHERE r.rolname = login)))`,
		"lo_compat_privileges = off: without privileges everybody reads all large objects of the database"},
	{`SELECT 'schema ' || schema FROM at JOIN pg_namespace n ON n.nspname = schema JOIN pg_roles o ON o.oid = n.nspowner WHERE NOT (o.rolsuper OR o.rolname = current_user)
		OR EXISTS (SELECT FROM aclexplode(n.nspacl) a JOIN pg_roles g ON g.oid = a.grantee WHERE g.rolname = login AND a.is_grantable)`,
		"a schema whose owner is the administrator, so that its login cannot open it to others: CREATE SCHEMA … and GRANT USAGE, CREATE ON SCHEMA … TO the login"},
	{`SELECT 'schema ' || schema FROM at JOIN pg_namespace n ON n.nspname = schema, aclexplode(n.nspacl) a WHERE a.grantee NOT IN ` + trusted,
		"a schema that nobody else has a privilege on"},
	{`SELECT 'login ' || login FROM at WHERE EXISTS (SELECT FROM pg_class c WHERE c.relnamespace IN ` + usable + ` AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
		AND CASE c.relkind WHEN 'S' THEN has_sequence_privilege(login, c.oid, 'USAGE, SELECT, UPDATE')
			ELSE has_table_privilege(login, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') OR has_any_column_privilege(login, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES') END)`,
		"a login without privileges on tables, views and sequences outside of its schema"},
	{`SELECT 'relation ' || c.oid::regclass FROM at JOIN pg_namespace n ON n.nspname = schema JOIN pg_class c ON c.relnamespace = n.oid JOIN pg_rewrite w ON w.ev_class = c.oid
		JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass JOIN pg_class r ON r.oid = d.refobjid
		WHERE pg_get_userbyid(c.relowner) <> login AND NOT (c.relkind = 'v' AND ` + invoker + `) AND r.relnamespace NOT IN (n.oid, 'pg_catalog'::regnamespace, 'information_schema'::regnamespace)`,
		"views and rules that read with the rights of their owner nothing outside of their schema: WITH (security_invoker = true), or an owner that is the login"},
	{`SELECT 'function ' || p.oid::regprocedure FROM at JOIN pg_namespace n ON n.nspname = schema JOIN pg_proc p ON p.pronamespace = n.oid
		WHERE p.prosecdef AND pg_get_userbyid(p.proowner) <> login AND has_function_privilege(login, p.oid, 'EXECUTE')`,
		"no function in its schema that runs as somebody else: SECURITY INVOKER, REVOKE EXECUTE, or ALTER FUNCTION … OWNER TO the login"},
}, confined...)

// invoker holds for a view c that reads with the rights of who asks.
const invoker = `coalesce(array_to_string(c.reloptions, ','), '') ~ 'security_invoker=(true|on|1|yes)'`

// confined holds for every login in a database of several tenants.
var confined = []rule{
	{`SELECT 'login ' || login FROM at WHERE has_database_privilege(login, db, 'CREATE')`,
		"a login that makes no schemas: REVOKE CREATE ON DATABASE"},
	{`SELECT 'login ' || login FROM at WHERE EXISTS (SELECT FROM pg_namespace n WHERE n.nspname <> schema AND n.nspname !~ '^pg_(toast|temp)' AND has_schema_privilege(login, n.oid, 'CREATE'))`,
		"a login that makes nothing outside of its schema: REVOKE CREATE ON SCHEMA public FROM PUBLIC"},
	{`SELECT 'function ' || p.oid::regprocedure FROM at, pg_proc p WHERE p.prosecdef AND p.pronamespace IN ` + usable + ` AND p.oid IS DISTINCT FROM to_regprocedure('sigen.tenant()')
		AND has_function_privilege(login, p.oid, 'EXECUTE')`,
		"no function that runs as its owner for everybody: SECURITY INVOKER, or REVOKE EXECUTE"},
	{`SELECT 'function ' || p.oid::regprocedure FROM at, pg_proc p JOIN pg_language l ON l.oid = p.prolang WHERE p.pronamespace IN ` + usable + ` AND has_function_privilege(login, p.oid, 'EXECUTE')
		AND l.lanname NOT IN ('sql', 'plpgsql') AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_extension x ON x.oid = d.refobjid
			WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
			AND x.extname IN ('btree_gin', 'btree_gist', 'citext', 'cube', 'earthdistance', 'fuzzystrmatch', 'hstore', 'intarray', 'isn', 'ltree', 'pg_trgm', 'pgcrypto', 'postgis', 'seg', 'tsm_system_rows', 'unaccent', 'uuid-ossp', 'vector'))`,
		"functions in SQL or PL/pgSQL, or of extensions that keep nothing in the session and reach nothing outside: REVOKE EXECUTE on others"},
	{`SELECT 'function ' || p.oid::regprocedure FROM at, pg_proc p JOIN pg_init_privs i ON i.classoid = 'pg_proc'::regclass AND i.objoid = p.oid
		WHERE p.pronamespace = 'pg_catalog'::regnamespace AND NOT EXISTS (SELECT FROM aclexplode(i.initprivs) a WHERE a.grantee = 0) AND has_function_privilege(login, p.oid, 'EXECUTE')`,
		"no function of the server that it gives to nobody by itself: they read its files and change its state; REVOKE EXECUTE"},
	{`SELECT 'relation ' || c.oid::regclass FROM at, pg_class c JOIN pg_init_privs i ON i.classoid = 'pg_class'::regclass AND i.objoid = c.oid AND i.objsubid = 0
		WHERE c.relnamespace = 'pg_catalog'::regnamespace AND NOT EXISTS (SELECT FROM aclexplode(i.initprivs) a WHERE a.grantee = 0)
		AND (has_table_privilege(login, c.oid, 'SELECT') OR has_any_column_privilege(login, c.oid, 'SELECT') AND NOT EXISTS (SELECT FROM pg_init_privs ic, aclexplode(ic.initprivs) a
			WHERE ic.classoid = 'pg_class'::regclass AND ic.objoid = c.oid AND ic.objsubid > 0 AND a.grantee = 0))`,
		"no catalog that the server shows to nobody by itself, such as pg_largeobject and pg_statistic: they have what is everybody's; REVOKE SELECT"},
	{`SELECT 'login ' || login FROM at WHERE EXISTS (SELECT FROM pg_foreign_server f WHERE has_server_privilege(login, f.oid, 'USAGE'))`,
		"a login without foreign servers"},
}

// sharedTables are the relations of other schemas that the login has any privilege on.
const sharedTables = `(SELECT c.* FROM pg_class c, at WHERE c.relnamespace IN ` + usable + ` AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
	AND (has_table_privilege(login, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') OR has_any_column_privilege(login, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')))`

// canonical is the one form of a policy's expression that is accepted, as the
// server writes it: a column compared with sigen.tenant(), which is asked once for
// a statement.
const canonical = `^\(("[^"]+"|[a-z_][a-z0-9_$]*) = \( SELECT sigen\.tenant\(\) AS tenant\)\)$`

// tenantColumns are the columns of a table that its policies compare with sigen.tenant().
func tenantColumns(table string) string {
	return `(SELECT d.refobjsubid FROM pg_policy y JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = y.oid AND d.refclassid = 'pg_class'::regclass
		WHERE y.polrelid = ` + table + ` AND y.polpermissive AND d.refobjid = y.polrelid AND d.refobjsubid > 0)`
}

var sharedRules = append([]rule{
	{`SELECT 'login ' || login FROM at JOIN pg_roles r ON r.rolname = login WHERE EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid AND c.relnamespace::regnamespace::text !~ '^pg_temp')
		OR EXISTS (SELECT FROM pg_proc p WHERE p.proowner = r.oid) OR EXISTS (SELECT FROM pg_namespace n WHERE n.nspowner = r.oid AND n.nspname !~ '^pg_') OR EXISTS (SELECT FROM pg_database d WHERE d.datdba = r.oid)`,
		"a login that owns nothing: who owns a table can turn its policies off"},
	{`SELECT 'function sigen.tenant()' FROM pg_proc p WHERE p.oid = to_regprocedure('sigen.tenant()') AND (NOT p.prosecdef OR p.proparallel = 's' OR p.proowner NOT IN ` + trusted + `)`,
		"the function that postgres.SharedSetup writes"},
	{`SELECT 'table sigen.bindings' FROM at WHERE has_table_privilege(login, 'sigen.bindings', 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')`,
		"bindings that the login can neither read nor write"},
	{`SELECT 'table ' || c.oid::regclass FROM ` + sharedTables + ` c WHERE c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
		"a table with ENABLE and FORCE ROW LEVEL SECURITY; see postgres.SharedSetup"},
	{`SELECT 'table ' || c.oid::regclass FROM ` + sharedTables + ` c WHERE c.relkind IN ('r', 'p') AND NOT EXISTS (SELECT FROM pg_policy y WHERE y.polrelid = c.oid)`,
		"a table with a policy; see postgres.SharedSetup"},
	{`SELECT 'table ' || c.oid::regclass FROM ` + sharedTables + ` c JOIN pg_policy y ON y.polrelid = c.oid WHERE y.polpermissive AND NOT (
		coalesce(pg_get_expr(y.polqual, y.polrelid) ~ '` + canonical + `', y.polcmd = 'a') AND coalesce(pg_get_expr(y.polwithcheck, y.polrelid) ~ '` + canonical + `', y.polcmd <> 'a'))`,
		"policies that compare a column with (SELECT sigen.tenant()) and do nothing else; others must be RESTRICTIVE"},
	{`SELECT 'foreign key ' || quote_ident(f.conname) || ' of table ' || c.oid::regclass FROM ` + sharedTables + ` c JOIN pg_constraint f ON f.contype = 'f' AND f.conrelid = c.oid
		WHERE EXISTS (SELECT FROM pg_policy y WHERE y.polrelid = f.confrelid) AND NOT EXISTS (SELECT FROM unnest(f.conkey, f.confkey) AS k (mine, theirs)
			WHERE k.mine IN ` + tenantColumns("f.conrelid") + ` AND k.theirs IN ` + tenantColumns("f.confrelid") + `)`,
		"foreign keys between shared tables that have the tenants' columns in them, as FOREIGN KEY (tenant, parent) REFERENCES parents (tenant, id): the server checks and cascades them past the policies"},
	{`SELECT 'view ' || c.oid::regclass FROM ` + sharedTables + ` c WHERE c.relkind = 'v' AND NOT ` + invoker,
		"views WITH (security_invoker = true): others read with the rights of their owner"},
	{`SELECT 'relation ' || c.oid::regclass FROM ` + sharedTables + ` c JOIN pg_rewrite w ON w.ev_class = c.oid WHERE w.rulename <> '_RETURN'`,
		"no rules: they run with the rights of the table's owner; DROP RULE, and use a trigger"},
	{`SELECT 'sequence ' || c.oid::regclass FROM at, pg_class c WHERE c.relkind = 'S' AND c.relnamespace IN ` + usable + ` AND has_sequence_privilege(login, c.oid, 'UPDATE')`,
		"sequences that a tenant cannot set for all: REVOKE UPDATE ON SEQUENCE; USAGE is enough"},
	{`SELECT 'relation ' || c.oid::regclass FROM ` + sharedTables + ` c WHERE c.relkind IN ('m', 'f')`,
		"no materialized views and foreign tables: they have no row-level security"},
	{`SELECT 'table ' || c.oid::regclass FROM ` + sharedTables + ` c, at WHERE c.relkind IN ('r', 'p') AND (has_table_privilege(login, c.oid, 'TRUNCATE, TRIGGER'))`,
		"a login without TRUNCATE and TRIGGER, which policies do not hold"},
	{`SELECT 'login ' || login FROM at WHERE has_database_privilege(login, db, 'TEMPORARY')`,
		"a login without temporary tables: REVOKE TEMPORARY ON DATABASE … FROM PUBLIC"},
	{`SELECT 'login ' || login FROM at WHERE EXISTS (SELECT FROM pg_language l WHERE l.lanpltrusted AND has_language_privilege(login, l.oid, 'USAGE'))`,
		"a login that runs no code of its own: REVOKE USAGE ON LANGUAGE plpgsql, sql FROM PUBLIC"},
	{`SELECT 'function ' || p.oid::regprocedure FROM at, pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname ~ '` + touching + `' AND has_function_privilege(login, p.oid, 'EXECUTE')`,
		"a login without the functions by which its sessions touch each other: large objects, advisory locks, signals; see postgres.SharedSetup"},
	{`SELECT 'login ' || login FROM at WHERE NOT EXISTS (SELECT FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole WHERE r.rolname = login AND s.setdatabase = 0 AND 'track_activities=off' = ANY (s.setconfig))`,
		"ALTER ROLE … SET track_activities = off: sessions of one login see each other's statements otherwise"},
}, confined...)

// touching are the functions by which sessions of one login reach each other.
const touching = `^(lo_.*|loread|lowrite|pg_(try_)?advisory_.*|pg_cancel_backend|pg_terminate_backend|pg_notify|pg_listening_channels)$`
