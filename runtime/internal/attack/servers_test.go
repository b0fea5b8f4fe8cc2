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

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/internal/core"
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
	db := openMaria(u)
	t.Cleanup(func() { db.Close() })
	return func(text string) { _, _ = db.Exec(text) }
}

func openMaria(u *url.URL) *sql.DB {
	cfg := mysql.NewConfig()
	cfg.Net, cfg.Addr, cfg.User, cfg.DBName = "tcp", u.Host, u.User.Username(), strings.TrimPrefix(u.Path, "/")
	cfg.Passwd, _ = u.User.Password()
	cfg.MultiStatements = true
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

// On real servers an offboarding that is cut short at any step is finished by another
// kernel, whatever sessions the tenant's own component has opened by itself; nothing
// remains, and a successor meets nothing.
func TestServersOffboard(t *testing.T) {
	for _, kind := range []string{"database", "schema", "shared", "mariadb"} {
		t.Run(kind, func(t *testing.T) {
			env, exec := "SIGEN_TEST_POSTGRES", pgExec
			if kind == "mariadb" {
				env, exec = "SIGEN_TEST_MARIADB", mariaExec
			}
			s := newDBServer(t, env, exec)
			acme, globex := s.place(kind), s.place(kind)
			if kind == "shared" {
				globex = acme // that is what shared means
			}
			globex.setUp()
			for _, step := range []string{"marked", "removed acme-suspect", "purged sqldb", "checked sqldb", "retired"} {
				t.Run(step, func(t *testing.T) { serversOffboard(t, s, kind, step, acme, globex) })
			}
		})
	}
}

func serversOffboard(t *testing.T, s *dbServer, kind, step string, acme, globex place) {
	if kind != "shared" {
		acme.setUp()
	}
	w := newWorld(t, core.WithSteps(func(reached string) {
		if reached == step {
			panic("cut short")
		}
	}))
	for tenant, at := range map[string]place{"acme": acme, "globex": globex} {
		w.settle(tenant, at.url)
	}
	write := func(w *world, tenant, canary string) {
		w.must(tenant, func(ctx context.Context, s *victim.Suspect) error {
			if err := s.Pool.Use(ctx, s.Settings.Get().URL); err != nil {
				return err
			}
			if kind != "shared" {
				if _, err := s.Pool.Exec(ctx, "CREATE TABLE IF NOT EXISTS canaries (text TEXT)"); err != nil {
					return err
				}
			}
			_, err := s.Pool.Exec(ctx, "INSERT INTO canaries (text) VALUES ('"+canary+"')")
			return err
		})
	}
	write(w, "acme", acmeCanary)
	write(w, "globex", globexCanary)
	mine := s.mine(t, acme.url)
	if kind != "shared" {
		mine("BEGIN")
		mine("INSERT INTO canaries (text) VALUES ('late')")
	}
	if s.must(s.home, acme.count) == "0" {
		t.Fatal("nothing is counted, so that nothing is proved")
	}
	func() {
		defer func() {
			if v := recover(); v == nil {
				t.Fatalf("step %q was not reached", step)
			}
		}()
		_, _ = w.Offboard(t.Context(), "acme")
	}()
	first := w.Kernel
	if err := first.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}

	w.open() // another process
	w.instantiate("board", "board", "")
	w.instantiate("suspect", "globex-suspect", "globex")
	if left, err := w.Offboarding(); err != nil || slices.Contains(left, "acme") == (step == "retired") {
		t.Fatalf("under way: %q, %v", left, err)
	}
	if step != "retired" {
		if rec, err := w.Offboard(t.Context(), "acme"); err != nil || rec.Incarnation != "1" {
			t.Fatalf("going on: %+v, %v", rec, err)
		}
	}
	if left := s.must(s.home, acme.count); left != "0" {
		t.Errorf("%s of it are left", left)
	}
	for _, text := range []string{"COMMIT", "INSERT INTO canaries (text) VALUES ('for my successor')", "CREATE TABLE canaries (text TEXT)"} {
		if kind != "shared" { // there the login is everybody's, and unbound sessions write nothing
			mine(text)
		}
	}
	if kind != "shared" {
		acme.setUp()
	}
	w.settle("acme", acme.url)
	w.instantiate("suspect", "acme-suspect", "acme")
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		if all := found(ctx, s); len(all) > 0 {
			t.Errorf("the successor meets %q", all)
		}
		return nil
	})
	if _, err := w.Offboard(t.Context(), "acme"); err != nil { // the next step begins anew
		t.Error(err)
	}
	w.must("globex", func(ctx context.Context, s *victim.Suspect) error {
		if all := found(ctx, s); !slices.Contains(all, "row "+globexCanary) {
			t.Errorf("globex has %q", all)
		}
		return nil
	})
}

// settle names a tenant's database in the configuration.
func (w *world) settle(tenant, at string) {
	w.t.Helper()
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := admin.Set("tenants."+tenant+".suspect.url", at); err != nil {
		w.t.Fatal(err)
	}
}
