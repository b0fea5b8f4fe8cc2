//go:build services

package sqldb

import (
	"fmt"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

// What an operator can get wrong, in every mode. Each is refused when a pool opens
// the database, and a pool opens it once it is put right. Where peek is set, a
// session of acme's own login, as naive programs have it, reads globex's secret
// while it is wrong, and does not once it is right.
var pgMistakes = []struct {
	mode, name     string
	spoil, mend    string
	peek           string
	home, homeMend string // in the administrator's database
}{
	{"schema", "the server's files", "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO @acme@", "REVOKE EXECUTE ON FUNCTION pg_read_file(text) FROM @acme@", "SELECT CASE WHEN length(pg_read_file('PG_VERSION')) > 0 THEN '" + canary + "' END", "", ""},
	{"schema", "everybody's large objects by their catalog", "SELECT lo_from_bytea(7788, '" + canary + "'); GRANT SELECT ON pg_largeobject TO PUBLIC", "REVOKE SELECT ON pg_largeobject FROM PUBLIC", "SELECT string_agg(convert_from(data, 'UTF8'), ',') FROM pg_largeobject", "", ""},
	{"schema", "a column of a catalog", "SELECT lo_from_bytea(7787, '" + canary + "'); GRANT SELECT (data) ON pg_largeobject TO @acme@", "REVOKE SELECT (data) ON pg_largeobject FROM @acme@", "SELECT string_agg(convert_from(data, 'UTF8'), ',') FROM pg_largeobject", "", ""},
	{"shared", "the server's files", "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO @acme@", "REVOKE EXECUTE ON FUNCTION pg_read_file(text) FROM @acme@", "SELECT CASE WHEN length(pg_read_file('PG_VERSION')) > 0 THEN '" + canary + "' END", "", ""},
	{"shared", "everybody's large objects by their catalog", "SELECT lo_from_bytea(7788, '" + canary + "'); GRANT SELECT ON pg_largeobject TO PUBLIC", "REVOKE SELECT ON pg_largeobject FROM PUBLIC", "SELECT string_agg(convert_from(data, 'UTF8'), ',') FROM pg_largeobject", "", ""},
	{"shared", "a column of a catalog", "SELECT lo_from_bytea(7787, '" + canary + "'); GRANT SELECT (data) ON pg_largeobject TO @acme@", "REVOKE SELECT (data) ON pg_largeobject FROM @acme@", "SELECT string_agg(convert_from(data, 'UTF8'), ',') FROM pg_largeobject", "", ""},
	{"schema", "large objects without privileges", "SELECT lo_from_bytea(7789, '" + canary + "'); ALTER DATABASE @adb@ SET lo_compat_privileges = on", "ALTER DATABASE @adb@ RESET lo_compat_privileges", "SELECT convert_from(lo_get(7789), 'UTF8')", "", ""},
	{"schema", "large objects without privileges, for its login", "SELECT lo_from_bytea(7790, '" + canary + "'); ALTER ROLE @acme@ SET lo_compat_privileges = on", "ALTER ROLE @acme@ RESET lo_compat_privileges", "SELECT convert_from(lo_get(7790), 'UTF8')", "", ""},
	{"database", "others connect", "", "", "", "GRANT CONNECT ON DATABASE @adb@ TO PUBLIC", "REVOKE CONNECT ON DATABASE @adb@ FROM PUBLIC"},
	{"database", "another login connects", "", "", "", "GRANT CONNECT ON DATABASE @adb@ TO @globex@", "REVOKE CONNECT ON DATABASE @adb@ FROM @globex@"},
	{"database", "another owner", "", "", "", "ALTER DATABASE @adb@ OWNER TO @globex@", "ALTER DATABASE @adb@ OWNER TO @acme@; REVOKE ALL ON DATABASE @adb@ FROM @globex@"},
	{"database", "a superuser", "", "", "", "ALTER ROLE @acme@ SUPERUSER", "ALTER ROLE @acme@ NOSUPERUSER"},
	{"database", "a maker of databases", "", "", "", "ALTER ROLE @acme@ CREATEDB", "ALTER ROLE @acme@ NOCREATEDB"},
	{"database", "a replica", "", "", "", "ALTER ROLE @acme@ REPLICATION", "ALTER ROLE @acme@ NOREPLICATION"},
	{"database", "a reader of files", "", "", "", "GRANT pg_read_server_files TO @acme@", "REVOKE pg_read_server_files FROM @acme@"},
	{"database", "a runner of programs", "", "", "", "GRANT pg_execute_server_program TO @acme@", "REVOKE pg_execute_server_program FROM @acme@"},

	{"schema", "a member of another login", "", "", "SET ROLE @globex@; SELECT text FROM @globex@.secrets", "GRANT @globex@ TO @acme@", "REVOKE @globex@ FROM @acme@"},
	{"schema", "a member of all data", "", "", "SELECT text FROM @globex@.secrets", "GRANT pg_read_all_data TO @acme@", "REVOKE pg_read_all_data FROM @acme@"},
	{"schema", "a maker of roles", "", "", "", "ALTER ROLE @acme@ CREATEROLE", "ALTER ROLE @acme@ NOCREATEROLE"},
	{"schema", "a login that others are", "", "", "", "GRANT @acme@ TO @globex@", "REVOKE @acme@ FROM @globex@"},
	{"schema", "the owner of its schema", "ALTER SCHEMA @acme@ OWNER TO @acme@", "ALTER SCHEMA @acme@ OWNER TO CURRENT_USER; GRANT USAGE, CREATE ON SCHEMA @acme@ TO @acme@", "", "", ""},
	{"schema", "a login that can hand its schema on", "GRANT USAGE ON SCHEMA @acme@ TO @acme@ WITH GRANT OPTION", "REVOKE GRANT OPTION FOR USAGE ON SCHEMA @acme@ FROM @acme@", "", "", ""},
	{"schema", "others use the schema", "GRANT USAGE ON SCHEMA @acme@ TO PUBLIC", "REVOKE USAGE ON SCHEMA @acme@ FROM PUBLIC", "", "", ""},
	{"schema", "another schema's table", "GRANT USAGE ON SCHEMA @globex@ TO @acme@; GRANT SELECT ON @globex@.secrets TO @acme@", "REVOKE ALL ON SCHEMA @globex@ FROM @acme@; REVOKE ALL ON @globex@.secrets FROM @acme@", "SELECT text FROM @globex@.secrets", "", ""},
	{"schema", "another schema's column", "GRANT USAGE ON SCHEMA @globex@ TO PUBLIC; GRANT SELECT (text) ON @globex@.secrets TO PUBLIC", "REVOKE ALL ON SCHEMA @globex@ FROM PUBLIC; REVOKE ALL (text) ON @globex@.secrets FROM PUBLIC", "SET search_path = @globex@; SELECT text FROM secrets", "", ""},
	{"schema", "a table for all", "GRANT USAGE ON SCHEMA public TO PUBLIC; CREATE TABLE public.t (x int); GRANT SELECT ON public.t TO PUBLIC", "DROP TABLE public.t", "", "", ""},
	{"schema", "a place for all", "GRANT CREATE ON SCHEMA public TO PUBLIC", "REVOKE CREATE ON SCHEMA public FROM PUBLIC", "", "", ""},
	{"schema", "a function that runs as its owner", "GRANT USAGE ON SCHEMA public TO PUBLIC; CREATE FUNCTION public.peek() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT text FROM @globex@.secrets'", "DROP FUNCTION public.peek()", "SELECT public.peek()", "", ""},
	{"schema", "dblink", "GRANT USAGE ON SCHEMA public TO PUBLIC; CREATE EXTENSION dblink SCHEMA public", "DROP EXTENSION dblink", "", "", ""},
	{"schema", "a foreign server", "CREATE EXTENSION postgres_fdw; CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw; GRANT USAGE ON FOREIGN SERVER s TO @acme@", "DROP EXTENSION postgres_fdw CASCADE", "", "", ""},
	{"schema", "a maker of schemas", "GRANT CREATE ON DATABASE @adb@ TO @acme@", "REVOKE CREATE ON DATABASE @adb@ FROM @acme@", "", "", ""},

	{"schema", "views of statistics from before CVE-2024-4317", counted("@globex@.secrets", "@globex@.texts") + stats("pg_stats_ext_exprs", ""), stats("pg_stats_ext_exprs", owners), "SELECT most_common_vals::text FROM pg_stats_ext_exprs", "", ""},
	{"schema", "the other view of statistics from before CVE-2024-4317", stats("pg_stats_ext", ""), stats("pg_stats_ext", owners), "", "", ""},
	{"schema", "a view in its schema that reads another", "CREATE VIEW @acme@.v AS SELECT text FROM @globex@.secrets; GRANT SELECT ON @acme@.v TO @acme@", "DROP VIEW @acme@.v", "SELECT text FROM @acme@.v", "", ""},
	{"schema", "a copy in its schema of another's table", "CREATE MATERIALIZED VIEW @acme@.mv AS SELECT text FROM @globex@.secrets; GRANT SELECT ON @acme@.mv TO @acme@", "DROP MATERIALIZED VIEW @acme@.mv", "SELECT text FROM @acme@.mv", "", ""},
	{"schema", "a rule in its schema that reads another", "CREATE TABLE @acme@.t (x int); GRANT UPDATE ON @acme@.t TO @acme@; CREATE RULE r AS ON UPDATE TO @acme@.t DO INSTEAD SELECT text FROM @globex@.secrets", "DROP TABLE @acme@.t", "UPDATE @acme@.t SET x = 1", "", ""},
	{"schema", "a function in its schema that runs as somebody else", "CREATE FUNCTION @acme@.peek() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT text FROM @globex@.secrets'", "DROP FUNCTION @acme@.peek()", "SELECT @acme@.peek()", "", ""},

	{"shared", "no row-level security", "ALTER TABLE secrets DISABLE ROW LEVEL SECURITY", "ALTER TABLE secrets ENABLE ROW LEVEL SECURITY", read[0], "", ""},
	{"shared", "not forced", "ALTER TABLE secrets NO FORCE ROW LEVEL SECURITY", "ALTER TABLE secrets FORCE ROW LEVEL SECURITY", "", "", ""},
	{"shared", "a table without a policy", "CREATE TABLE bare (x int); GRANT SELECT ON bare TO @acme@; ALTER TABLE bare ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY", "DROP TABLE bare", "", "", ""},
	{"shared", "a table without anything", "CREATE TABLE bare AS SELECT '" + canary + "' AS text; GRANT SELECT (text) ON bare TO PUBLIC", "DROP TABLE bare", "SELECT text FROM bare", "", ""},
	{"shared", "a second policy", "CREATE POLICY open ON secrets USING (true)", "DROP POLICY open ON secrets", read[0], "", ""},
	{"shared", "a policy by a setting", "CREATE POLICY open ON secrets USING (tenant = current_setting('app.tenant', true))", "DROP POLICY open ON secrets", "SET app.tenant = 'globex'; " + read[0], "", ""},
	{"shared", "a policy with a way around", "CREATE POLICY open ON secrets USING (tenant = (SELECT sigen.tenant()) OR tenant = 'globex')", "DROP POLICY open ON secrets", read[0], "", ""},
	{"shared", "a foreign key without the tenant", linked, "DELETE FROM links; ALTER TABLE links DROP CONSTRAINT links_parent_fkey, ADD FOREIGN KEY (tenant, parent) REFERENCES parents (tenant, id)", "INSERT INTO links (parent) VALUES ('" + canary + "'); SELECT string_agg(parent, ',') FROM links", "", ""},
	{"shared", "a foreign key with half of the tenant", "DROP TABLE links, parents; " + strings.Replace(linked, "(parent) REFERENCES parents (id)", "(tenant, parent) REFERENCES parents (id, tenant)", 1), "DROP TABLE links, parents", "", "", ""},
	{"shared", "a view of its owner", "CREATE VIEW v AS SELECT * FROM secrets; GRANT SELECT ON v TO @acme@", "ALTER VIEW v SET (security_invoker = true)", "SELECT string_agg(text, ',') FROM v", "", ""},
	{"shared", "a materialized view", "CREATE MATERIALIZED VIEW mv AS SELECT * FROM secrets; GRANT SELECT ON mv TO @acme@", "DROP MATERIALIZED VIEW mv", "SELECT string_agg(text, ',') FROM mv", "", ""},
	{"shared", "a function that runs as its owner", "CREATE FUNCTION peek() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT string_agg(text, '','') FROM secrets'", "REVOKE EXECUTE ON FUNCTION peek() FROM PUBLIC", "SELECT peek()", "", ""},
	{"shared", "a rule that runs as the table's owner", "CREATE RULE peek AS ON UPDATE TO secrets DO INSTEAD SELECT string_agg(text, ',') FROM secrets", "DROP RULE peek ON secrets", "UPDATE secrets SET text = text", "", ""},
	{"shared", "a sequence that it can set", "CREATE SEQUENCE numbers; GRANT UPDATE ON SEQUENCE numbers TO @acme@", "REVOKE UPDATE ON SEQUENCE numbers FROM @acme@; GRANT USAGE ON SEQUENCE numbers TO @acme@", "", "", ""},
	{"shared", "BYPASSRLS", "", "", read[0], "ALTER ROLE @acme@ BYPASSRLS", "ALTER ROLE @acme@ NOBYPASSRLS"},
	{"shared", "views of statistics from before CVE-2024-4317", counted("secrets", "texts") + stats("pg_stats_ext_exprs", ""), "REVOKE SELECT ON pg_stats_ext_exprs FROM PUBLIC", "SELECT most_common_vals::text FROM pg_stats_ext_exprs", "", ""},
	{"shared", "the owner of a table", "ALTER TABLE secrets OWNER TO @acme@", "ALTER TABLE secrets OWNER TO CURRENT_USER; GRANT SELECT, INSERT, UPDATE, DELETE ON secrets TO @acme@; REVOKE TRUNCATE, TRIGGER ON secrets FROM @acme@", "ALTER TABLE secrets DISABLE ROW LEVEL SECURITY; " + read[0], "", ""},
	{"shared", "bindings that it can write", "GRANT ALL ON sigen.bindings TO @acme@", "REVOKE ALL ON sigen.bindings FROM @acme@", "UPDATE sigen.bindings SET tenant = 'globex'; " + read[0], "", ""},
	{"shared", "TRUNCATE", "GRANT TRUNCATE ON secrets TO @acme@", "REVOKE TRUNCATE ON secrets FROM @acme@", "", "", ""},
	{"shared", "temporary tables", "GRANT TEMPORARY ON DATABASE @adb@ TO PUBLIC", "REVOKE TEMPORARY ON DATABASE @adb@ FROM PUBLIC", "", "", ""},
	{"shared", "code of its own", "GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC", "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC", "", "", ""},
	{"shared", "large objects", "GRANT EXECUTE ON FUNCTION lo_get(oid) TO PUBLIC", "REVOKE EXECUTE ON FUNCTION lo_get(oid) FROM PUBLIC", "", "", ""},
	{"shared", "statements of others", "", "", "", "ALTER ROLE @acme@ RESET track_activities", "ALTER ROLE @acme@ SET track_activities = off"},
}

// linked are tables of which one refers to the other by a key alone. That the row is there
// tells acme that globex has it; with ON UPDATE CASCADE acme would read what becomes of it.
const linked = `CREATE TABLE parents (tenant text NOT NULL, id text UNIQUE, UNIQUE (tenant, id), UNIQUE (id, tenant));
	CREATE TABLE links (tenant text NOT NULL DEFAULT sigen.tenant(), parent text, FOREIGN KEY (parent) REFERENCES parents (id) ON UPDATE CASCADE);
	INSERT INTO parents VALUES ('globex', '` + canary + `');
	ALTER TABLE parents ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE POLICY p ON parents USING (tenant = (SELECT sigen.tenant()));
	ALTER TABLE links ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE POLICY p ON links USING (tenant = (SELECT sigen.tenant()));
	GRANT SELECT, INSERT, UPDATE, DELETE ON parents, links TO @acme@`

// counted has the server keep statistics of an expression over secrets.
func counted(table, name string) string {
	return "INSERT INTO " + table + " SELECT s.* FROM " + table + " s, generate_series(1, 20); CREATE STATISTICS " + name + " ON (lower(text)), (upper(text)) FROM " + table + "; ANALYZE " + table +
		"; DELETE FROM " + table + " a USING " + table + " b WHERE a.ctid > b.ctid AND a.text = b.text;"
}

// stats makes a view of statistics in pg_catalog anew, for whom where lets see them.
// Where it says nothing, it is what servers had before the correction.
func stats(view, where string) string {
	return `SET allow_system_table_mods = on; DO $do$ BEGIN EXECUTE 'CREATE OR REPLACE VIEW pg_catalog.` + view + ` WITH (security_barrier) AS ' ||
		regexp_replace(rtrim(pg_get_viewdef('pg_catalog.` + view + `'::regclass), '; '), '\sWHERE .pg_has_role.*$', '') || $where$ ` + where + ` $where$; END $do$`
}

const owners = "WHERE pg_has_role(c.relowner, 'USAGE') AND (c.relrowsecurity = false OR NOT row_security_active(c.oid))"

func TestPostgresMistakesAreRefused(t *testing.T) {
	pgModes(t, func(t *testing.T, s *pgServer, a, g pgPlace) {
		w := s.world(nil)
		ctx := t.Context()
		globex := w.tenant("globex").with(g.url, canary)
		w.tenant("acme").with(a.url, "own")
		fill := strings.NewReplacer("@acme@", a.login, "@globex@", g.login, "@adb@", a.database).Replace
		_, mode, _ := strings.Cut(t.Name(), "/")
		for i, c := range pgMistakes {
			if c.mode != mode {
				continue
			}
			run := func(database, home string) {
				if database != "" {
					s.admin(a.database, fill(database))
				}
				if home != "" {
					s.admin("", fill(home))
				}
			}
			peek := func() string {
				raw := s.conn(a.login, a.database)
				defer raw.Close(ctx)
				if mode == "shared" {
					s.admin(a.database, fmt.Sprintf("INSERT INTO sigen.bindings SELECT pid, backend_start, 'acme' FROM pg_stat_get_activity(%d)", raw.PID()))
				}
				text, _ := pgRunner(ctx, raw)(fill(c.peek))
				return text
			}
			acme := w.instance("acme", fmt.Sprintf("acme-%d", i))
			run(c.spoil, c.home)
			if c.peek != "" && !strings.Contains(peek(), canary) {
				t.Errorf("%s: nothing is wrong with it", c.name)
			}
			if strings.HasPrefix(c.peek, "ALTER TABLE") {
				s.admin(a.database, "ALTER TABLE secrets ENABLE ROW LEVEL SECURITY")
			}
			err := acme.Use(ctx, acme.url(a.url))
			wantCode(t, err, sig.ErrDenied)
			if err == nil || strings.Contains(err.Error(), canary) || g.login != a.login && strings.Contains(err.Error(), g.login) {
				t.Errorf("%s: the error is %v", c.name, err)
			}
			run(c.mend, c.homeMend)
			if c.peek != "" && strings.Contains(peek(), canary) {
				t.Errorf("%s: it is not put right", c.name)
			}
			if err := acme.Use(ctx, acme.url(a.url)); err != nil {
				t.Errorf("%s, put right: %v", c.name, err)
			}
			acme.end()
		}
		if got := globex.text("SELECT string_agg(text, ',') FROM secrets"); got != canary {
			t.Errorf("globex reads %q", got)
		}
	})
}

// One login for two tenants would be a way from one to the other.
func TestPostgresLoginHasOneOwner(t *testing.T) {
	s := newPG(t)
	w := s.world(nil)
	db := s.database("shop")
	g := s.schema(db, "globex")
	w.tenant("globex").with(g.url, canary)
	second := freshName("acme")
	s.admin(db, "CREATE SCHEMA "+second+" AUTHORIZATION "+g.login)
	acme := w.tenant("acme")
	wantCode(t, acme.Use(t.Context(), acme.url(s.url(g.login, db, "?mode=schema&schema="+second))), sig.ErrScope)
	// A database that is somebody's in part is nobody else's as a whole.
	wantCode(t, acme.Use(t.Context(), acme.url(s.url(g.login, db, ""))), sig.ErrScope)
	wantCode(t, acme.Use(t.Context(), acme.url(s.url(g.login, db, "?mode=shared"))), sig.ErrScope)
	// The records' own database is nobody's.
	wantCode(t, acme.Use(t.Context(), acme.url(s.url(g.login, s.home, ""))), sig.ErrDenied)
	// Rows have a tenant.
	shared := w.scoped(scopeOf("", "", "billing", "main"))
	wantCode(t, shared.Use(t.Context(), shared.url(s.shared().url)), sig.ErrDenied)
}

// A server is the same by each of its names, and its records are at one place.
func TestPostgresServerHasOneRecord(t *testing.T) {
	s := newPG(t)
	g := s.owned("globex")
	port := s.u.Port()
	admin := func(host, home string) string {
		return "postgres://" + s.u.User.String() + "@" + host + ":" + port + "/" + home
	}
	byName := func(host string) string {
		return "postgres://" + g.login + ":secret@" + host + ":" + port + "/" + g.database + "?sslmode=disable"
	}
	w := newWorld(t, func(p *Provider) { withAdmin(t, p, admin("127.0.0.1", s.home)+"\n "+admin("localhost", s.home)) })
	globex := w.tenant("globex").with(byName("127.0.0.1"), canary)
	acme := w.tenant("acme")
	wantCode(t, acme.Use(t.Context(), acme.url(byName("localhost"))), sig.ErrScope)
	if err := globex.Use(t.Context(), globex.url(byName("localhost"))); err != nil {
		t.Error(err)
	}
	names, err := w.Remains(t.Context(), globex.scope)
	if err != nil || len(names) != 1 {
		t.Errorf("remains: %v, %v", names, err)
	}
	w = newWorld(t, func(p *Provider) {
		withAdmin(t, p, admin("127.0.0.1", s.home)+" "+admin("localhost", s.database("sigen_home")))
	})
	globex, acme = w.tenant("globex"), w.tenant("acme")
	if err := globex.Use(t.Context(), globex.url(byName("127.0.0.1"))); err != nil {
		t.Fatal(err)
	}
	wantCode(t, acme.Use(t.Context(), acme.url(byName("localhost"))), sig.ErrDenied)
	// A certificate that nobody vouches for is no server.
	err = globex.Use(t.Context(), globex.url(strings.Replace(byName("127.0.0.1"), "disable", "verify-full", 1)))
	if err == nil {
		t.Error("a certificate that nobody vouches for is taken")
	}
}

// What acme runs against a schema of globex in the same database.
func TestPostgresSchemaAttacks(t *testing.T) {
	s := newPG(t)
	db := s.database("shop")
	a, g := s.schema(db, "acme"), s.schema(db, "globex")
	w := s.world(nil)
	globex, acme := w.tenant("globex").with(g.url, canary), w.tenant("acme").with(a.url, "own")
	globex.exec("INSERT INTO secrets VALUES ('" + canary + "')")
	globex.exec("CREATE TABLE keyed (text text PRIMARY KEY)")
	globex.exec("CREATE SEQUENCE numbers")
	s.admin(db, "ANALYZE")
	ctx := t.Context()
	fill := strings.NewReplacer("@globex@", g.login, "@acme@", a.login).Replace
	n := &naivePG{fill: fill}
	one := s.database("naive")
	for _, steps := range [][]string{
		{"SELECT text FROM @globex@.secrets"},
		{"SET search_path = @globex@", "SELECT text FROM secrets"},
		{"BEGIN", "SET LOCAL search_path = @globex@", "SELECT text FROM secrets"},
		{"SELECT set_config('search_path', '@globex@', false)", "SELECT text FROM secrets"},
		{"SET ROLE @globex@", "SELECT text FROM @globex@.secrets"},
		{"SET SESSION AUTHORIZATION @globex@", "SELECT text FROM @globex@.secrets"},
		{"GRANT USAGE ON SCHEMA @globex@ TO @acme@", "SELECT text FROM @globex@.secrets"},
		{"DO $$ BEGIN EXECUTE 'CREATE TABLE @acme@.loot AS SELECT text FROM @globex@.secrets'; END $$", "SELECT text FROM @acme@.loot"},
		{"CREATE FUNCTION @acme@.peek() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT text FROM @globex@.secrets'", "SELECT @acme@.peek()"},
		{"CREATE FUNCTION @acme@.peek2() RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN (SELECT text FROM @globex@.secrets LIMIT 1); END $$", "SELECT @acme@.peek2()"},
		{"CREATE VIEW @acme@.v AS SELECT text FROM @globex@.secrets", "SELECT text FROM @acme@.v"},
		{"CREATE TABLE @acme@.child () INHERITS (@globex@.secrets)", "SELECT text FROM @acme@.child"},
		{"CREATE TABLE @acme@.copy (LIKE @globex@.secrets INCLUDING ALL)"},
		{"CREATE TRIGGER tr AFTER INSERT ON @globex@.secrets EXECUTE FUNCTION suppress_redundant_updates_trigger()"},
		{"SELECT query_to_xml('SELECT text FROM @globex@.secrets', true, true, '')::text"},
		{"SELECT table_to_xml('@globex@.secrets', true, true, '')::text"},
		{"SELECT database_to_xml(true, true, '')::text"},
		{"SELECT coalesce(most_common_vals::text, '') FROM pg_stats WHERE schemaname = '@globex@'"},
		{"SELECT stavalues1::text FROM pg_statistic"},
		{"SELECT query FROM pg_stat_activity WHERE query LIKE '%anary%'"},
		{"SELECT string_agg(table_name, ',') FROM information_schema.tables WHERE table_schema = '@globex@'", "SELECT text FROM @globex@.secrets"},
		{"SELECT pg_read_file('PG_VERSION')"},
		{"ALTER TABLE @globex@.secrets OWNER TO @acme@", "SELECT text FROM @globex@.secrets"},
		{"REASSIGN OWNED BY @globex@ TO @acme@", "SELECT text FROM @globex@.secrets"},
		{"BEGIN", "LOCK TABLE @globex@.secrets IN ACCESS SHARE MODE"},
		{"COPY @globex@.secrets TO STDOUT"},
		{"COPY @globex@.secrets TO PROGRAM 'cat >/dev/null'"},
		{"CREATE EXTENSION dblink SCHEMA @acme@", "SELECT x FROM @acme@.dblink('dbname=' || current_database(), 'SELECT text FROM @globex@.secrets') AS t(x text)"},
		{"CREATE EXTENSION postgres_fdw", "CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw"},
		{"CREATE TABLE @acme@.fk (x text REFERENCES @globex@.keyed)"},
		{"CREATE RULE r AS ON INSERT TO @globex@.secrets DO NOTHING"},
		{"CREATE POLICY p ON @globex@.secrets USING (true)"},
		{"COMMENT ON TABLE @globex@.secrets IS 'x'"},
		{"CREATE INDEX ON @globex@.secrets (text)"},
		{"SELECT text FROM @globex@.secrets FOR UPDATE"},
		{"DECLARE c CURSOR WITH HOLD FOR SELECT text FROM @globex@.secrets", "FETCH c"},
		{"PREPARE p AS SELECT text FROM @globex@.secrets", "EXECUTE p"},
		{"SELECT last_value::text || '" + canary + "' FROM @globex@.numbers"},
		{"ALTER DEFAULT PRIVILEGES FOR ROLE @globex@ GRANT SELECT ON TABLES TO @acme@"},
		{"DROP SCHEMA @globex@ CASCADE"},
	} {
		won := func(text string, err error) bool {
			return strings.Contains(text, canary) || err == nil && !strings.HasPrefix(steps[len(steps)-1], "SELECT")
		}
		// The naive program has one login for all schemas.
		if text, err := naively(t, s, one, a.login, g.login, steps); !won(text, err) && err != nil {
			t.Errorf("%s: the naive program withstands: %q, %v", steps[0], text, err)
		}
		for name, run := range map[string]runner{"by itself": poolRunner(acme), "without the list": nil} {
			if run == nil {
				raw := s.conn(a.login, db)
				defer raw.Close(ctx)
				run = pgRunner(ctx, raw)
			}
			if text, err := attack(n, steps, run); won(text, err) {
				t.Errorf("%s, %s: it succeeds: %q", steps[0], name, text)
			}
		}
		acme.InTx(ctx, func(tx Tx) error {
			text, _ := attack(n, steps, func(query string, args ...any) (string, error) { return first(ctx, tx, query, args...) })
			if strings.Contains(text, canary) {
				t.Errorf("%s, in a transaction: it succeeds: %q", steps[0], text)
			}
			return sig.ErrInvalid
		})
	}
	// Nor can acme open what is its own, so that others would be refused for reaching it.
	for _, query := range []string{"GRANT ALL ON SCHEMA @acme@ TO PUBLIC", "DO $$ BEGIN GRANT ALL ON SCHEMA @acme@ TO PUBLIC; GRANT ALL ON ALL TABLES IN SCHEMA @acme@ TO PUBLIC; END $$"} {
		first(ctx, acme.Pool, fill(query))
	}
	again := w.instance("globex", "again")
	if err := again.Use(ctx, again.url(g.url)); err != nil {
		t.Errorf("acme keeps globex from its database: %v", err)
	}
}

// naively runs an attack in a database with the same two schemas and one login.
func naively(t *testing.T, s *pgServer, db, acme, globex string, steps []string) (string, error) {
	t.Helper()
	fill := strings.NewReplacer("@globex@", globex, "@acme@", acme).Replace
	s.admin(db, fill("DROP SCHEMA IF EXISTS @acme@, @globex@ CASCADE; CREATE SCHEMA @acme@; GRANT ALL ON SCHEMA @acme@ TO @acme@; CREATE SCHEMA @globex@; GRANT ALL ON SCHEMA @globex@ TO @globex@; CREATE TABLE @globex@.secrets (text text); GRANT ALL ON @globex@.secrets TO @globex@; CREATE TABLE @globex@.keyed (text text PRIMARY KEY); CREATE SEQUENCE @globex@.numbers"))
	s.admin(db, fill("INSERT INTO @globex@.secrets VALUES ('"+canary+"'), ('"+canary+"')"))
	s.admin(db, "ANALYZE")
	raw := s.conn("", db)
	defer raw.Close(t.Context())
	return attack(&naivePG{fill: fill}, steps, pgRunner(t.Context(), raw))
}
