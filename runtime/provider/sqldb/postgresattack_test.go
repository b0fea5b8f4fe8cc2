//go:build services

package sqldb

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A pgAttack is what a hostile component runs, one statement after the other. It
// has won when a row shows globex's canary; one without rows, when nothing of it
// was refused.
type pgAttack struct {
	name string
	// naive prepares the program that the attack beats: a database with all secrets
	// in one table, reached by the login app, or by the superuser when root is set.
	naive string
	root  bool
	steps []string
}

const mark = "'" + canary + " ' || "

// bySetting is what most programs do: a setting says who a session is.
const bySetting = `ALTER TABLE secrets ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON secrets USING (tenant = current_setting('app.tenant', true))`

// failsOpen is how some of them got rid of the errors of an unset variable.
const failsOpen = `ALTER TABLE secrets ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON secrets USING (coalesce(current_setting('app.tenant', true), '') IN ('', tenant))`

var read = []string{"SELECT string_agg(text, ',') FROM secrets"}

func then(steps ...string) []string { return append(steps, read...) }

var sharedAttacks = []pgAttack{
	{"a forgotten filter", "", false, read},
	{"set_config", bySetting, false, then("SELECT set_config('app.tenant', 'globex', false)")},
	{"set_config in the statement", bySetting, false, []string{"SELECT set_config('app.tenant', 'globex', false) || (SELECT string_agg(text, ',') FROM secrets)"}},
	{"SET", bySetting, false, then("SET app.tenant = 'globex'")},
	{"SET LOCAL", bySetting, false, then("BEGIN", "SET LOCAL app.tenant = 'globex'")},
	{"RESET", failsOpen, false, then("SET app.tenant = 'acme'", "RESET app.tenant")},
	{"DISCARD", failsOpen, false, then("SET app.tenant = 'acme'", "DISCARD ALL")},
	{"COMMIT", failsOpen, false, then("BEGIN", "SET LOCAL app.tenant = 'acme'", "COMMIT")},
	{"COMMIT after a comment", failsOpen, false, then("BEGIN", "SET LOCAL app.tenant = 'acme'", "/* /* */ */ -- x\n\tCoMmIt")},
	{"SET ROLE", `CREATE ROLE @globex@; GRANT @globex@ TO @app@; GRANT SELECT ON secrets TO @globex@; GRANT USAGE ON SCHEMA public TO @globex@; ALTER TABLE secrets ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON secrets USING (tenant = 'globex' AND current_user = '@globex@')`, false, then("SET ROLE @globex@")},
	{"SET SESSION AUTHORIZATION", bySetting, true, then("SET SESSION AUTHORIZATION postgres")},
	{"a DO block", bySetting, false, then("DO $$ BEGIN PERFORM set_config('app.tenant', 'globex', false); END $$")},
	{"COMMIT in a DO block", failsOpen, false, then("SET app.tenant = 'acme'", "DO $$ BEGIN PERFORM set_config('app.tenant', 'globex', false); COMMIT; END $$")},
	{"a function that runs as its owner", "", true, []string{"CREATE FUNCTION peek() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT string_agg(text, '','') FROM secrets'", "SELECT peek()"}},
	{"a leaky function in the filter", "", true, []string{"CREATE FUNCTION leak(t text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS $$ BEGIN PERFORM set_config('x.leak', coalesce(current_setting('x.leak', true), '') || t, false); RETURN true; END $$",
		"SELECT count(*) FROM secrets WHERE leak(text)", "SELECT current_setting('x.leak', true)"}},
	{"a temporary table before the bindings", `CREATE TABLE bindings (pid int, tenant text);
		CREATE FUNCTION whose() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT tenant FROM bindings WHERE pid = pg_backend_pid()';
		ALTER TABLE secrets ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON secrets USING (tenant = whose())`, false,
		then("CREATE TEMP TABLE bindings AS SELECT pg_backend_pid() AS pid, 'globex' AS tenant", "GRANT ALL ON bindings TO PUBLIC")},
	{"another search path", `CREATE SCHEMA globex; GRANT USAGE ON SCHEMA globex TO @app@; ALTER TABLE secrets SET SCHEMA globex`, false, then("SET search_path = globex, public")},
	{"writing the bindings", `CREATE SCHEMA sigen; CREATE TABLE sigen.bindings (pid int, tenant text); INSERT INTO sigen.bindings VALUES (1, 'acme');
		ALTER TABLE secrets ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON secrets USING (tenant = (SELECT tenant FROM sigen.bindings));
		GRANT ALL ON sigen.bindings TO @app@; GRANT USAGE ON SCHEMA sigen TO @app@`, false,
		then("UPDATE sigen.bindings SET tenant = 'globex'")},
	{"replacing the function", `CREATE SCHEMA sigen; GRANT ALL ON SCHEMA sigen TO @app@; ALTER TABLE secrets ENABLE ROW LEVEL SECURITY; ALTER TABLE secrets OWNER TO @app@`, false,
		then("CREATE OR REPLACE FUNCTION sigen.tenant() RETURNS text LANGUAGE sql AS 'SELECT ''globex''::text'")},
	{"row_security off", bySetting, true, then("SET row_security = off")},
	{"the table's owner", `ALTER TABLE secrets ENABLE ROW LEVEL SECURITY; ALTER TABLE secrets FORCE ROW LEVEL SECURITY; ALTER TABLE secrets OWNER TO @app@`, false, then("ALTER TABLE secrets DISABLE ROW LEVEL SECURITY")},
	{"another policy", `ALTER TABLE secrets ENABLE ROW LEVEL SECURITY; ALTER TABLE secrets FORCE ROW LEVEL SECURITY; ALTER TABLE secrets OWNER TO @app@`, false, then("CREATE POLICY mine ON secrets USING (true)")},
	{"a view of its owner", `ALTER TABLE secrets OWNER TO @app@`, false, []string{"CREATE VIEW v AS SELECT text FROM secrets", "SELECT string_agg(text, ',') FROM v"}},
	{"a trigger", `ALTER TABLE secrets OWNER TO @app@`, false, then("CREATE RULE r AS ON UPDATE TO secrets DO NOTHING")},
	{"statistics", "ALTER TABLE secrets ENABLE ROW LEVEL SECURITY; ANALYZE secrets", true, []string{"SELECT coalesce(most_common_vals::text, '') || coalesce(histogram_bounds::text, '') FROM pg_stats WHERE tablename = 'secrets' AND attname = 'text'"}},
	{"the statistics' table", "ANALYZE secrets", true, []string{"SELECT string_agg(s.stavalues1::text, ',') FROM pg_statistic s WHERE s.starelid = 'secrets'::regclass"}},
	{"passwords", "", true, []string{"SELECT " + mark + "count(*) FROM pg_authid"}},
	{"a password of its own", "", false, []string{"ALTER ROLE CURRENT_USER PASSWORD 'secret'"}},
	{"settings for all sessions of the login", "", false, []string{"ALTER ROLE CURRENT_USER SET statement_timeout = '1h'"}},
	{"settings by an expression", "", false, []string{"DO $$ BEGIN EXECUTE 'ALTER ROLE CURRENT_USER SET statement_timeout = ''1h'''; END $$"}},
	{"SQL in a function of the catalog", bySetting, false, then("SELECT query_to_xml('SELECT set_config(''app.tenant'', ''globex'', false)', true, true, '')::text")},
	{"COPY from a program", "", true, []string{"CREATE TEMP TABLE t (x text)", "COPY t FROM PROGRAM 'echo " + canary + "'", "SELECT x FROM t"}},
	{"COPY to a program", "", true, []string{"COPY (SELECT 1) TO PROGRAM 'cat >/dev/null'"}},
	{"COPY to a file", "", true, []string{"COPY (SELECT 1) TO '/dev/null'"}},
	{"reading a file", "", true, []string{"SELECT " + mark + "pg_read_file('PG_VERSION')"}},
	{"listing files", "", true, []string{"SELECT " + mark + "count(*) FROM pg_ls_dir('.')"}},
	{"importing a file", "", true, []string{"SELECT " + mark + "lo_import('/etc/hostname')"}},
	{"dblink", "CREATE EXTENSION dblink", true, []string{"CREATE EXTENSION IF NOT EXISTS dblink", "SELECT string_agg(x, ',') FROM dblink('host=127.0.0.1 user=postgres dbname=@db@', 'SELECT text FROM secrets') AS t(x text)"}},
	{"a foreign server", "CREATE EXTENSION postgres_fdw", true, []string{"CREATE EXTENSION IF NOT EXISTS postgres_fdw", "CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw"}},
	{"large objects of the same login", "", false, []string{"SELECT lo_from_bytea(0, '" + canary + "')", "SELECT convert_from(lo_get(loid), 'UTF8') FROM (SELECT oid AS loid FROM pg_largeobject_metadata) l"}},
	{"signals to the same login", "", false, []string{"SELECT " + mark + "coalesce(bool_or(pg_cancel_backend(pid)), true) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()"}},
	{"locks of the same keys", "", false, []string{"SELECT " + mark + "pg_try_advisory_lock(1)"}},
	{"channels", "", false, []string{"LISTEN everything"}},
	{"several statements", "", false, []string{"SELECT 1; SELECT string_agg(text, ',') FROM secrets"}},
	{"locks of whole tables", "", false, []string{"BEGIN", "LOCK TABLE secrets IN ACCESS EXCLUSIVE MODE"}},
	{"messages to others", "", false, []string{"SELECT " + mark + "coalesce(pg_notify('everything', 'x')::text, '')"}},
	{"a message by statement", "", false, []string{"NOTIFY everything, 'x'"}},
	{"locks for a transaction", "", false, []string{"SELECT " + mark + "pg_try_advisory_xact_lock(1)"}},
	{"large objects by descriptor", "", false, []string{"SELECT " + mark + "lo_creat(-1)"}},
	{"COPY out", "", false, []string{"COPY secrets TO STDOUT"}},
	{"a schema that shadows the catalog", bySetting, false, then("CREATE SCHEMA shadow", "CREATE FUNCTION shadow.current_setting(text, boolean) RETURNS text LANGUAGE sql AS 'SELECT ''globex''::text'", "SET search_path = shadow, pg_catalog, public", "SET app.tenant = 'globex'")},
	{"a security label of its own", "", true, []string{"COMMENT ON DATABASE @db@ IS 'x'"}},
	{"a subscription", "", true, []string{"CREATE PUBLICATION p FOR ALL TABLES"}},
	{"an event trigger", "", true, []string{"CREATE FUNCTION et() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$", "CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION et()"}},
	{"a role of its own", "", true, []string{"CREATE ROLE @globex@x SUPERUSER", "DROP ROLE @globex@x"}},
	{"the server's settings", "", true, []string{"ALTER SYSTEM SET log_statement = 'none'", "ALTER SYSTEM RESET log_statement"}},
	{"a prepared transaction's text", bySetting, false, then("PREPARE p AS SELECT set_config('app.tenant', 'globex', false)", "EXECUTE p")},
	{"an error that repeats a value", bySetting, true, []string{"SELECT text::int FROM secrets"}},
	{"an error in a condition", bySetting, true, []string{"SELECT count(*) FROM secrets WHERE text::int = 1"}},
	{"a table as XML", "", false, []string{"SELECT table_to_xml('secrets', true, true, '')::text"}},
	{"a schema as XML", "", false, []string{"SELECT schema_to_xml('public', true, true, '')::text"}},
	{"the words of a search", "", false, []string{"SELECT string_agg(word, ',') FROM ts_stat('SELECT to_tsvector(''simple'', text) FROM secrets')"}},
	{"ending sessions of the same login", "", false, []string{"SELECT " + mark + "coalesce(bool_or(pg_terminate_backend(pid)), true) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()"}},
	{"the role of a replica", bySetting, true, []string{"SET session_replication_role = replica"}},
	{"a text search in another's dictionary", "", true, []string{"CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = synonym, SYNONYMS = synonym_sample)"}},
	{"a cursor over the end", "", false, []string{"DECLARE c CURSOR WITH HOLD FOR SELECT string_agg(text, ',') FROM secrets", "FETCH c"}},
}

// alone are those that the list of statements alone keeps from a pool: a session that a
// component opened by itself can run them. They read nothing of anybody.
var alone = map[string]bool{"channels": true, "a message by statement": true, "locks of whole tables": true, "COPY out": true}

func TestPostgresSharedAttacks(t *testing.T) {
	s := newPG(t)
	place := s.shared()
	w := s.world(nil)
	globex := w.tenant("globex").with(place.url, canary)
	acme := w.tenant("acme").with(place.url, "own")
	s.admin(place.database, "ANALYZE")
	ctx := t.Context()
	bare := s.database("naive") // one for all attacks: making and dropping one takes a second

	for _, c := range sharedAttacks {
		t.Run(c.name, func(t *testing.T) {
			naive := newNaive(t, s, bare, c)
			won := func(text string, err error) bool {
				last, _, _ := strings.Cut(c.steps[len(c.steps)-1], " ")
				return strings.Contains(text, canary) || err != nil && strings.Contains(err.Error(), canary) || err == nil && last != "SELECT" && last != "FETCH" && last != "EXECUTE"
			}
			text, err := attack(naive, c.steps, naive.run)
			if !won(text, err) {
				t.Errorf("the naive program withstands: %q, %v", text, err)
			}
			// Each statement by itself, then all in one transaction, then on a session
			// that the provider's list of statements does not see.
			text, err = attack(naive, c.steps, poolRunner(acme))
			if won(text, err) {
				t.Errorf("the attack succeeds: %q", text)
			}
			var e *sig.Error
			if err != nil && (!errors.As(err, &e) || strings.Contains(err.Error(), canary)) {
				t.Errorf("the error is %v", err)
			}
			acme.InTx(ctx, func(tx Tx) error {
				text, err = attack(naive, c.steps, func(query string, args ...any) (string, error) { return first(ctx, tx, query, args...) })
				return nil
			})
			if won(text, err) {
				t.Errorf("the attack succeeds in a transaction: %q", text)
			}
			// What a login can do to itself, the list alone keeps from it.
			if !strings.Contains(c.steps[0], "ALTER ROLE") && !alone[c.name] {
				raw := s.conn(place.login, place.database)
				defer raw.Close(ctx) // it may hold locks
				s.admin(place.database, fmt.Sprintf("INSERT INTO sigen.bindings SELECT pid, backend_start, 'acme' FROM pg_stat_get_activity(%d)", raw.PID()))
				if text, err = attack(naive, c.steps, pgRunner(ctx, raw)); won(text, err) {
					t.Errorf("the attack succeeds on a session without the list: %q", text)
				}
			}
			// A pool of its own, with the password of the login: nobody says whose it is.
			if !strings.Contains(c.steps[0], "ALTER ROLE") && !alone[c.name] {
				raw := s.conn(place.login, place.database)
				defer raw.Close(ctx)
				text, err := attack(naive, c.steps, pgRunner(ctx, raw))
				if won(text, err) || strings.Contains(text, "own") {
					t.Errorf("the attack succeeds on a session of its own: %q", text)
				}
			}
			if got := globex.text("SELECT string_agg(text, ',') FROM secrets"); got != canary {
				t.Errorf("globex reads %q", got)
			}
			if got := acme.text("SELECT string_agg(text, ',') FROM secrets"); got != "own" {
				t.Errorf("acme reads %q", got)
			}
		})
	}
	// Writing into another tenant's rows, and out of one's own.
	for _, query := range []string{
		"INSERT INTO secrets VALUES ('globex', 'forged')",
		"UPDATE secrets SET tenant = 'globex'",
		"INSERT INTO secrets (tenant, text) VALUES (NULL, 'nobody')",
		"MERGE INTO secrets s USING (SELECT 1) x ON true WHEN MATCHED THEN UPDATE SET tenant = 'globex'",
	} {
		if _, err := acme.Exec(ctx, query); err == nil {
			t.Errorf("%s is accepted", query)
		}
	}
	if got := globex.text("SELECT string_agg(text, ',') FROM secrets"); got != canary {
		t.Errorf("globex reads %q", got)
	}
}

// attack runs all steps whatever becomes of them, and returns everything read and
// the first error.
func attack(n *naivePG, steps []string, run runner) (all string, failure error) {
	for _, step := range steps {
		text, err := run(n.fill(step))
		if all += text + "\n"; failure == nil {
			failure = err
		}
	}
	return all, failure
}

// A naivePG is what an attack beats.
type naivePG struct {
	run  runner
	fill func(string) string
}

// emptied takes from a database whatever the last attack made in it.
const emptied = `DO $$ DECLARE r record; BEGIN
	FOR r IN SELECT evtname AS name FROM pg_event_trigger LOOP EXECUTE format('DROP EVENT TRIGGER %I', r.name); END LOOP;
	FOR r IN SELECT pubname AS name FROM pg_publication LOOP EXECUTE format('DROP PUBLICATION %I', r.name); END LOOP;
	FOR r IN SELECT extname AS name FROM pg_extension WHERE extname <> 'plpgsql' LOOP EXECUTE format('DROP EXTENSION %I CASCADE', r.name); END LOOP;
	FOR r IN SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP EXECUTE format('DROP SCHEMA %I CASCADE', r.name); END LOOP;
	PERFORM lo_unlink(oid) FROM pg_largeobject_metadata;
END $$; CREATE SCHEMA public;`

// newNaive prepares what an attack beats in an otherwise empty database.
func newNaive(t *testing.T, s *pgServer, db string, c pgAttack) *naivePG {
	t.Helper()
	app := s.login("naive")
	s.admin(db, emptied)
	role := freshName("globex")
	fill := strings.NewReplacer("@app@", app, "@globex@", role, "@db@", db).Replace
	if strings.Contains(c.naive, "CREATE ROLE @globex@;") {
		t.Cleanup(func() { s.admin("", "DROP ROLE "+role) })
		t.Cleanup(func() { s.admin(db, "DROP OWNED BY "+role) })
	}
	t.Cleanup(func() { s.admin(db, "DROP OWNED BY "+app+" CASCADE") })
	s.admin(db, fill(`GRANT ALL ON DATABASE @db@ TO @app@; GRANT ALL ON SCHEMA public TO @app@;
		CREATE TABLE secrets (tenant text, text text); INSERT INTO secrets VALUES ('globex', '`+canary+`'), ('globex', '`+canary+`'), ('acme', 'own');
		GRANT ALL ON secrets TO @app@; `+c.naive))
	login := app
	if c.root {
		login = ""
	}
	session := s.conn(login, db)
	t.Cleanup(func() { session.Close(context.Background()) }) // with the locks that it holds
	return &naivePG{run: pgRunner(t.Context(), session), fill: fill}
}
