//go:build services

package sqldb

import (
	"context"
	"crypto/rand"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/postgres"
)

// serviceURL is where a server for tests is; make test-services sets it.
func serviceURL(t testing.TB, env string) *url.URL {
	t.Helper()
	u, err := url.Parse(os.Getenv(env))
	if err != nil || u.Host == "" {
		t.Fatalf("%s is the URL of a server and its administrator, such as postgres://postgres@127.0.0.1:5432/postgres, not %q", env, os.Getenv(env))
	}
	return u
}

// freshName is a name that nothing else on a server has.
func freshName(prefix string) string { return prefix + "_" + strings.ToLower(rand.Text()[:10]) }

// adminCreds are the credentials of a provider that reaches a server.
type adminCreds string

func (c adminCreds) LookupCredential(_ context.Context, _ sig.Scope, key string) (sig.Secret, error) {
	if key != "admin" {
		return sig.Secret{}, sig.ErrNotFound
	}
	return sig.NewSecret(string(c)), nil
}

func withAdmin(t testing.TB, p *Provider, urls string) {
	s, end := scopeOf("", "", "sqldb", "sqldb")
	t.Cleanup(end)
	p.Creds = core.NewCredentials(s, adminCreds(urls))
}

// A pgServer is a PostgreSQL with records of its own and whatever one test makes.
type pgServer struct {
	t    testing.TB
	u    *url.URL
	home string
}

func newPG(t testing.TB) *pgServer {
	t.Helper()
	s := &pgServer{t: t, u: serviceURL(t, "SIGEN_TEST_POSTGRES")}
	s.home = s.database("sigen_home")
	return s
}

// world is a provider whose administrator is the test's.
func (s *pgServer) world(set func(*Provider)) *world {
	s.t.Helper()
	return newWorld(s.t, func(p *Provider) {
		withAdmin(s.t, p, "postgres://"+s.u.User.String()+"@"+s.u.Host+"/"+s.home)
		if set != nil {
			set(p)
		}
	})
}

// conn is a session as naive programs have them.
func (s *pgServer) conn(login, database string) *pgconn.PgConn {
	s.t.Helper()
	u := *s.u
	if login != "" {
		u.User = url.UserPassword(login, "secret")
	}
	u.Path = "/" + database
	c, err := pgconn.Connect(s.t.Context(), u.String())
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { c.Close(context.Background()) })
	return c
}

// admin runs statements as the administrator.
func (s *pgServer) admin(database, text string) {
	s.t.Helper()
	if database == "" {
		database = strings.TrimPrefix(s.u.Path, "/")
	}
	u := *s.u
	u.Path = "/" + database
	ctx := context.Background() // cleanups have no other
	c, err := pgconn.Connect(ctx, u.String())
	if err != nil {
		s.t.Fatal(err)
	}
	defer c.Close(ctx)
	if _, err := c.Exec(ctx, text).ReadAll(); err != nil {
		s.t.Fatalf("%s: %v", text, err)
	}
}

// database makes a database that only the administrator can connect to.
func (s *pgServer) database(prefix string) string {
	s.t.Helper()
	name := freshName(prefix)
	s.admin("", "CREATE DATABASE "+name)
	s.t.Cleanup(func() { s.admin("", "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") })
	s.admin("", "REVOKE ALL ON DATABASE "+name+" FROM PUBLIC")
	s.admin(name, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
	return name
}

func (s *pgServer) login(prefix string) string {
	s.t.Helper()
	name := freshName(prefix)
	s.admin("", "CREATE ROLE "+name+" LOGIN PASSWORD 'secret'")
	s.t.Cleanup(func() { s.admin("", "DROP ROLE "+name) }) // runs before the databases it owns are dropped, unless made before them
	return name
}

// url is the text of a tenant's URL.
func (s *pgServer) url(login, database, params string) string {
	return "postgres://" + login + ":secret@" + s.u.Host + "/" + database + params
}

// A pgPlace is what one tenant was given.
type pgPlace struct{ login, database, url string }

// owned makes a database and a login of it.
func (s *pgServer) owned(prefix string) pgPlace {
	s.t.Helper()
	login := s.login(prefix)
	db := s.database(prefix)
	s.admin("", "ALTER DATABASE "+db+" OWNER TO "+login)
	s.admin(db, "ALTER SCHEMA public OWNER TO "+login)
	return pgPlace{login, db, s.url(login, db, "")}
}

// schema makes a schema and a login of it in a database of many.
func (s *pgServer) schema(db, prefix string) pgPlace {
	s.t.Helper()
	login := s.login(prefix)
	s.t.Cleanup(func() { s.admin(db, "DROP OWNED BY "+login+" CASCADE") })
	s.admin(db, "GRANT CONNECT ON DATABASE "+db+" TO "+login+"; CREATE SCHEMA "+login+"; GRANT USAGE, CREATE ON SCHEMA "+login+" TO "+login)
	return pgPlace{login, db, s.url(login, db, "?mode=schema&schema="+login)}
}

// shared makes a database with a table of all tenants' secrets, and their login.
func (s *pgServer) shared() pgPlace {
	s.t.Helper()
	login := s.login("app")
	db := s.database("shop")
	s.admin(db, "CREATE TABLE secrets (tenant text, text text)")
	s.setUp(db, login, map[string]string{"secrets": "tenant"})
	return pgPlace{login, db, s.url(login, db, "?mode=shared")}
}

func (s *pgServer) setUp(db, login string, columns map[string]string) {
	s.t.Helper()
	script, err := postgres.SharedSetup(login, columns)
	if err != nil {
		s.t.Fatal(err)
	}
	s.admin(db, script)
}

// with has a resident use a place, with one secret in it.
func (r *resident) with(url, canary string) *resident {
	r.w.t.Helper()
	if err := r.Use(r.w.t.Context(), r.url(url)); err != nil {
		r.w.t.Fatal(err)
	}
	if !strings.Contains(url, "mode=shared") {
		r.exec("CREATE TABLE IF NOT EXISTS secrets (text TEXT)")
	}
	r.exec("DELETE FROM secrets")
	r.exec("INSERT INTO secrets (text) VALUES ('" + canary + "')")
	return r
}

// pgRunner runs statements on a naive session, several in one text.
func pgRunner(ctx context.Context, c *pgconn.PgConn) runner {
	return func(query string, args ...any) (string, error) {
		results, err := c.Exec(ctx, query).ReadAll()
		text := ""
		for _, r := range results {
			if len(r.Rows) > 0 && len(r.Rows[0]) > 0 {
				text = string(r.Rows[0][0])
			}
		}
		return text, err
	}
}
