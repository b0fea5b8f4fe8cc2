//go:build services

package attack

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"

	_ "github.com/sigen-dev/sigen/runtime/provider/sqldb/mariadb"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/postgres"
)

// A place is where a tenant's data is on a server, as an operator provides it.
type place struct {
	url   string
	setUp func() // may be called again after the place is gone
	count string // how many databases, schemas or rows of it there are, as the administrator
}

// A dbServer is one server with a database for sigen's records.
type dbServer struct {
	t    *testing.T
	u    *url.URL
	home string
	many string                                      // the database of schemas, once there is one
	exec func(database, text string) (string, error) // as the administrator
}

func (s *dbServer) must(database, text string) string {
	s.t.Helper()
	got, err := s.exec(database, text)
	if err != nil {
		s.t.Fatalf("%s: %v", text, err)
	}
	return got
}

func fresh(prefix string) string { return prefix + "_" + strings.ToLower(rand.Text()[:10]) }

func newDBServer(t *testing.T, env string, exec func(u *url.URL, database, text string) (string, error)) *dbServer {
	t.Helper()
	u, err := url.Parse(os.Getenv(env))
	if err != nil || u.Host == "" {
		t.Fatalf("%s is the URL of a server and its administrator, not %q", env, os.Getenv(env))
	}
	s := &dbServer{t: t, u: u, home: fresh("sigen_home")}
	s.exec = func(database, text string) (string, error) { return exec(u, database, text) }
	s.must("", "CREATE DATABASE "+s.home)
	t.Cleanup(func() { s.must("", "DROP DATABASE IF EXISTS "+s.home) })
	t.Setenv("SIGEN_CREDENTIALS__SHARED__SQLDB__ADMIN", u.Scheme+"://"+u.User.String()+"@"+u.Host+"/"+s.home)
	return s
}

func pgExec(u *url.URL, database, text string) (string, error) {
	at := *u
	if database != "" {
		at.Path = "/" + database
	}
	ctx := context.Background()
	c, err := pgconn.Connect(ctx, at.String())
	if err != nil {
		return "", err
	}
	defer c.Close(ctx)
	return pgRun(ctx, c, text)
}

func pgRun(ctx context.Context, c *pgconn.PgConn, text string) (got string, err error) {
	results, err := c.Exec(ctx, text).ReadAll()
	for _, r := range results {
		if len(r.Rows) > 0 && len(r.Rows[0]) > 0 {
			got = string(r.Rows[0][0])
		}
	}
	return got, err
}

// mine opens a session by a tenant's own login, as a component does by itself.
func (s *dbServer) mine(t *testing.T, at string) func(string) {
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	if u.Scheme == "postgres" {
		u.RawQuery = ""
		c, err := pgconn.Connect(t.Context(), u.String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close(context.Background()) })
		return func(text string) { _, _ = pgRun(context.Background(), c, text) }
	}
	home := databaseOf(u)
	u.Path = "" // the account works without a database, and makes one where it may
	db := openMaria(u)
	t.Cleanup(func() { db.Close() })
	return func(text string) {
		_, _ = db.Exec("USE " + home)
		_, _ = db.Exec(text)
	}
}

func databaseOf(u *url.URL) string { return strings.TrimPrefix(u.Path, "/") }

func openMaria(u *url.URL) *sql.DB {
	cfg := mysql.NewConfig()
	cfg.Net, cfg.Addr, cfg.User, cfg.DBName = "tcp", u.Host, u.User.Username(), databaseOf(u)
	cfg.Passwd, _ = u.User.Password()
	cfg.MultiStatements, cfg.Logger = true, new(mysql.NopLogger)
	c, err := mysql.NewConnector(cfg)
	if err != nil {
		panic(err)
	}
	db := sql.OpenDB(c)
	db.SetMaxOpenConns(1)
	return db
}

func mariaExec(u *url.URL, database, text string) (string, error) {
	at := *u
	at.Path = "/" + database
	db := openMaria(&at)
	defer db.Close()
	if !strings.HasPrefix(text, "SELECT") {
		_, err := db.Exec(text)
		return "", err
	}
	var got string
	err := db.QueryRow(text).Scan(&got)
	return got, err
}

// place provides one of a kind.
func (s *dbServer) place(kind string) place {
	s.t.Helper()
	name := fresh("tenant")
	at := func(database, params string) string {
		return s.u.Scheme + "://" + name + ":secret@" + s.u.Host + "/" + database + params
	}
	if kind == "mariadb" {
		s.must("", "CREATE USER "+name+" IDENTIFIED BY 'secret'")
		s.t.Cleanup(func() { s.must("", "DROP DATABASE IF EXISTS "+name+"; DROP USER "+name) })
		return place{
			url: at(name, ""),
			setUp: func() {
				s.must("", "CREATE DATABASE "+name+"; GRANT ALL ON `"+strings.ReplaceAll(name, "_", `\_`)+"`.* TO "+name)
			},
			count: "SELECT (SELECT count(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '" + name + "') + (SELECT count(*) FROM " + s.home + ".sigen_places WHERE db = '" + name + "')",
		}
	}
	s.must("", "CREATE ROLE "+name+" LOGIN PASSWORD 'secret'")
	s.t.Cleanup(func() { s.must("", "DROP ROLE "+name) })
	records := " + (SELECT count(*) FROM sigen.places WHERE login = '" + name + "' AND owner LIKE '%acme%')"
	closed := func(db string) {
		s.must("", "CREATE DATABASE "+db)
		s.must("", "REVOKE ALL ON DATABASE "+db+" FROM PUBLIC")
		s.must(db, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
	}
	drop := func(db string) {
		s.t.Cleanup(func() { s.must("", "DROP DATABASE IF EXISTS "+db+" WITH (FORCE)") })
	}
	switch kind {
	case "database":
		drop(name)
		return place{
			url: at(name, ""),
			setUp: func() {
				closed(name)
				s.must("", "ALTER DATABASE "+name+" OWNER TO "+name)
				s.must(name, "ALTER SCHEMA public OWNER TO "+name)
			},
			count: "SELECT (SELECT count(*) FROM pg_database WHERE datname = '" + name + "')" + records,
		}
	case "schema":
		db := s.many
		if db == "" {
			db = fresh("many")
			s.many = db
			closed(db)
			drop(db)
		}
		s.t.Cleanup(func() { s.must(db, "DROP OWNED BY "+name+" CASCADE") })
		return place{
			url: at(db, "?mode=schema&schema="+name),
			setUp: func() {
				s.must(db, fmt.Sprintf("GRANT CONNECT ON DATABASE %s TO %s; CREATE SCHEMA %[2]s; GRANT USAGE, CREATE ON SCHEMA %[2]s TO %[2]s", db, name))
			},
			count: "SELECT (SELECT 0)" + records,
		}
	}
	db := fresh("shop")
	closed(db)
	drop(db)
	s.must(db, "CREATE TABLE canaries (tenant text, text text)")
	script, err := postgres.SharedSetup(name, map[string]string{"canaries": "tenant"})
	if err != nil {
		s.t.Fatal(err)
	}
	s.must(db, script)
	return place{url: at(db, "?mode=shared"), setUp: func() {}, count: "SELECT (SELECT 0)" + records}
}

// lateWrites is the attack of a component that has a session of its own when its tenant ends: it
// writes what is meant for whoever comes next, into a database that it makes again if it has to, or
// into tables of many under its tenant's name.
func lateWrites(mine func(string), at string) {
	const write = "INSERT INTO canaries (text) VALUES ('for my successor')"
	u, _ := url.Parse(at)
	for _, text := range []string{
		"COMMIT", write, "CREATE DATABASE " + databaseOf(u), "CREATE TABLE canaries (text TEXT)", write,
		"SELECT set_config('app.tenant', 'acme', false)", "INSERT INTO canaries (tenant, text) VALUES ('acme', 'for my successor')",
	} {
		mine(text)
	}
}

// late counts what such a session has written.
func (s *dbServer) late(kind, at string) string {
	u, err := url.Parse(at)
	if err != nil {
		s.t.Fatal(err)
	}
	table := "canaries"
	if kind == "schema" {
		table = u.Query().Get("schema") + ".canaries"
	}
	return s.must(databaseOf(u), "SELECT count(*) FROM "+table+" WHERE text = 'for my successor'")
}

// lateAfterDrop has an ordinary purge, which drops or deletes what is the tenant's, meet that attack.
func lateAfterDrop(t *testing.T, s *dbServer, kind string) {
	acme := s.place(kind)
	acme.setUp()
	u, err := url.Parse(acme.url)
	if err != nil {
		t.Fatal(err)
	}
	db, mine := databaseOf(u), s.mine(t, acme.url)
	mine("CREATE TABLE canaries (text TEXT)")
	switch kind {
	case "mariadb":
		s.must("", "DROP DATABASE "+db)
	case "schema":
		s.must(db, "DROP TABLE "+u.Query().Get("schema")+".canaries")
	case "database":
		s.must(db, "DROP TABLE canaries")
	case "shared": // by a setting, as is often done
		s.must(db, `DROP TABLE canaries;
			CREATE TABLE canaries (tenant text, text text);
			ALTER TABLE canaries ENABLE ROW LEVEL SECURITY;
			CREATE POLICY own ON canaries USING (tenant = current_setting('app.tenant', true));
			GRANT ALL ON canaries TO `+u.User.Username())
		s.must(db, "DELETE FROM canaries WHERE tenant = 'acme'")
	}
	lateWrites(mine, acme.url)
	if got := s.late(kind, acme.url); got != "1" {
		t.Fatalf("after the drop a session writes %s rows for a successor, so that nothing is proved", got)
	}
}

// On real servers an offboarding whose process is killed at any step is finished by
// another process, whatever sessions the tenant's own component has opened by itself;
// nothing remains, and a successor meets nothing. Where all is dropped and no more, such a session goes on.
func TestServersOffboard(t *testing.T) {
	var steps []string // of the offboarding, the same for all kinds
	for _, kind := range []string{"shared", "mariadb", "database", "schema"} {
		t.Run(kind, func(t *testing.T) {
			env, exec := "SIGEN_TEST_POSTGRES", pgExec
			if kind == "mariadb" {
				env, exec = "SIGEN_TEST_MARIADB", mariaExec
			}
			s := newDBServer(t, env, exec)
			lateAfterDrop(t, s, kind)
			acme, globex := s.place(kind), s.place(kind)
			if kind == "shared" {
				globex = acme // that is what shared means
			}
			globex.setUp()
			every := kind == "shared" || kind == "mariadb" // every step on each server, and for each mode those that concern it
			for n := 1; ; n++ {
				if !every && n <= len(steps) && !strings.HasSuffix(steps[n-1], "sqldb") && !slices.Contains([]string{"removed acme-suspect", "retired"}, steps[n-1]) {
					continue
				}
				step := serversOffboard(t, s, kind, n, acme, globex)
				if step == "done" {
					t.Logf("%d steps", n-1)
					break
				}
				if n > len(steps) {
					steps = append(steps, step)
				}
			}
		})
	}
}

// serversOffboard is the death at one step and what follows; "done" when there is none.
func serversOffboard(t *testing.T, s *dbServer, kind string, n int, acme, globex place) string {
	if kind != "shared" {
		acme.setUp()
	}
	dir := t.TempDir()
	var mine func(string)
	c := crash{urls: map[string]string{"acme": acme.url, "globex": globex.url}}
	c.meanwhile = func() {
		mine = s.mine(t, acme.url)
		if kind != "shared" {
			mine("BEGIN")
			mine("INSERT INTO canaries (text) VALUES ('late')")
		}
		if s.must(s.home, acme.count) == "0" {
			t.Fatal("nothing is counted, so that nothing is proved")
		}
	}
	c.ended = func() {
		if left := s.must(s.home, acme.count); left != "0" {
			t.Errorf("%s of it are left", left)
		}
		lateWrites(mine, acme.url)
		if kind == "shared" { // there the login is everybody's, and goes on
			if got := s.late(kind, acme.url); got != "0" {
				t.Errorf("a session that is bound to nobody has written %s rows", got)
			}
			return
		}
		acme.setUp()
	}
	step := c.dieAt(t, dir, n)
	if step == "done" {
		c.ended()
		if n < 13 {
			t.Errorf("the child ended at step %d", n)
		}
		return step
	}
	t.Run(step, func(t *testing.T) { c.finish(t, dir, step == "retired") })
	return step
}
