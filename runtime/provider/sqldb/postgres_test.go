//go:build services

package sqldb

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// pgModes gives two tenants a place each, in every mode.
func pgModes(t *testing.T, f func(t *testing.T, s *pgServer, acme, globex pgPlace)) {
	for _, mode := range []string{"database", "schema", "shared"} {
		t.Run(mode, func(t *testing.T) {
			s := newPG(t)
			switch mode {
			case "database":
				f(t, s, s.owned("acme"), s.owned("globex"))
			case "schema":
				db := s.database("shop")
				f(t, s, s.schema(db, "acme"), s.schema(db, "globex"))
			case "shared":
				p := s.shared()
				f(t, s, p, p)
			}
		})
	}
}

func TestPostgresEachTenantItsOwn(t *testing.T) {
	pgModes(t, func(t *testing.T, s *pgServer, a, g pgPlace) {
		w := s.world(nil)
		acme, globex := w.tenant("acme").with(a.url, "own"), w.tenant("globex").with(g.url, canary)
		for range 3 {
			if got := acme.text("SELECT string_agg(text, ',') FROM secrets"); got != "own" {
				t.Errorf("acme reads %q", got)
			}
			if got := globex.text("SELECT string_agg(text, ',') FROM secrets"); got != canary {
				t.Errorf("globex reads %q", got)
			}
		}
		acme.exec("UPDATE secrets SET text = 'changed'")
		acme.exec("DELETE FROM secrets")
		if got := globex.text("SELECT text FROM secrets"); got != canary {
			t.Errorf("after acme's DELETE globex reads %q", got)
		}
		if a.url != g.url {
			// The place of somebody else, by a URL that acme's settings do name.
			wantCode(t, acme.Use(t.Context(), acme.url(g.url)), sig.ErrScope)
			stolen := strings.Replace(g.url, g.login+":", a.login+":", 1)
			wantCode(t, acme.Use(t.Context(), acme.url(stolen)), sig.ErrScope)
		}
		// A recreated tenant does not meet its predecessor's data.
		next := w.scoped(scopeOf("globex", "2", "shop", "globex-shop"))
		wantCode(t, next.Use(t.Context(), next.url(g.url)), sig.ErrScope)
		// Nor does it after a restart, or by another process.
		other := s.world(nil)
		mallory := other.scoped(scopeOf("globex", "2", "shop", "globex-shop"))
		wantCode(t, mallory.Use(t.Context(), mallory.url(g.url)), sig.ErrScope)
		// Another name of the server is the same server.
		if strings.Contains(g.url, "127.0.0.1") {
			alias := mallory.Use(t.Context(), mallory.url(strings.Replace(g.url, "127.0.0.1", "localhost", 1)))
			wantCode(t, alias, sig.ErrDenied) // the administrator has no URL for it
		}
	})
}

func TestPostgresRemainsAndPurge(t *testing.T) {
	pgModes(t, func(t *testing.T, s *pgServer, a, g pgPlace) {
		ctx := t.Context()
		w := s.world(nil)
		if strings.Contains(a.url, "shared") { // tables that refer to each other
			s.admin(a.database, `CREATE TABLE item (id int PRIMARY KEY, tenant text, UNIQUE (tenant, id)); CREATE TABLE part (item int, tenant text, FOREIGN KEY (tenant, item) REFERENCES item (tenant, id));`)
			s.setUp(a.database, a.login, map[string]string{"item": "tenant", "part": "tenant"})
		}
		one := w.instance("acme", "one").with(a.url, "own")
		two := w.instance("acme", "two")
		if err := two.Use(ctx, two.url(a.url)); err != nil {
			t.Fatal(err)
		}
		globex := w.tenant("globex").with(g.url, canary)
		if strings.Contains(a.url, "shared") {
			one.exec("INSERT INTO item VALUES (1)")
			one.exec("INSERT INTO part VALUES (1)")
		} else if strings.Contains(a.url, "schema") {
			one.text("SELECT lo_from_bytea(0, 'large')")
		}
		all, _ := scopeOf("acme", "1", "", "")
		remains := func(s sig.Scope) string {
			t.Helper()
			names, err := w.Remains(ctx, s)
			if err != nil {
				t.Fatal(err)
			}
			return strings.Join(names, "; ")
		}
		wantCode(t, w.Purge(ctx, all), sig.ErrBusy)
		one.end()
		if err := w.Purge(ctx, one.scope); err != nil {
			t.Fatal(err)
		}
		if got := remains(one.scope); got != "" {
			t.Errorf("remains of one after Purge: %s", got)
		}
		if got := two.text("SELECT text FROM secrets"); got != "own" {
			t.Errorf("the other instance reads %q", got)
		}
		two.end()
		// Another process finds it, and purges it.
		w = s.world(nil)
		if got := remains(all); !strings.Contains(got, a.database) || strings.Contains(got, "globex") {
			t.Errorf("remains of acme: %s", got)
		}
		if err := w.Purge(ctx, all); err != nil {
			t.Fatal(err)
		}
		if got := remains(all); got != "" {
			t.Errorf("remains of acme after Purge: %s", got)
		}
		if err := w.Purge(ctx, all); err != nil {
			t.Errorf("a second Purge: %v", err)
		}
		if got := globex.text("SELECT text FROM secrets"); got != canary {
			t.Errorf("globex reads %q", got)
		}
		switch {
		case strings.Contains(a.url, "shared"):
			next := w.scoped(scopeOf("acme", "2", "shop", "acme-shop"))
			if err := next.Use(ctx, next.url(a.url)); err != nil {
				t.Fatal(err)
			}
			if got := next.text("SELECT (SELECT count(*) FROM secrets) + (SELECT count(*) FROM item) + (SELECT count(*) FROM part)"); got != "0" {
				t.Errorf("the next incarnation finds %s rows", got)
			}
		case strings.Contains(a.url, "schema"):
			run := pgRunner(ctx, s.conn("", a.database))
			if got, err := run("SELECT count(*) FROM pg_namespace WHERE nspname = '" + a.login + "'"); got != "0" {
				t.Errorf("the schema is there: %s, %v", got, err)
			}
			if got, err := run("SELECT count(*) FROM pg_largeobject_metadata"); got != "0" {
				t.Errorf("%s large objects are left, %v", got, err)
			}
		default:
			if got, _ := pgRunner(ctx, s.conn("", ""))("SELECT count(*) FROM pg_database WHERE datname = '" + a.database + "'"); got != "0" {
				t.Error("the database is there")
			}
		}
	})
}

// Values come back as they went in, and errors have their codes.
func TestPostgresValues(t *testing.T) {
	s := newPG(t)
	acme := s.world(nil).tenant("acme").with(s.owned("acme").url, "own")
	ctx := t.Context()
	at := time.Date(2026, 2, 3, 4, 5, 6, 789000000, time.FixedZone("x", 3600))
	rows, err := acme.Query(ctx, `SELECT $1::int8, $2::float8, $3::bool, $4::text, $5::bytea, $6::timestamptz, $7::text, $8::numeric, $9::date, ARRAY[1,2], $10::timestamp`,
		int64(-7), 1.5, true, "a'b\\c", []byte{0, 1, 0xff}, at, nil, "12345678901234567890.5", "2026-02-03", at.UTC())
	if err != nil || !rows.Next() {
		t.Fatal(err, rows.Err())
	}
	var (
		n            int
		f            float64
		b            bool
		text, num, a string
		blob         []byte
		ts, day, ts2 time.Time
		null         *string
	)
	if err := rows.Scan(&n, &f, &b, &text, &blob, &ts, &null, &num, &day, &a, &ts2); err != nil {
		t.Fatal(err)
	}
	rows.Close()
	if got := fmt.Sprint(n, f, b, text, blob, ts.Equal(at), null == nil, num, day.Format(time.DateOnly), a, ts2.Equal(at)); got != `-7 1.5 truea'b\c[0 1 255] true true12345678901234567890.52026-02-03{1,2}true` {
		t.Errorf("came back as %s", got)
	}
	for query, want := range map[string]error{
		"SELEC 1":                       sig.ErrDenied,
		"SELECT nope":                   sig.ErrInvalid,
		"SELECT 1/0":                    sig.ErrInvalid,
		"":                              sig.ErrInvalid,
		"SELECT pg_read_file('/x')":     sig.ErrDenied,
		"INSERT INTO secrets SELECT $1": sig.ErrInvalid,
	} {
		_, err := acme.Query(ctx, query)
		wantCode(t, err, want)
	}
	err = acme.InTx(ctx, func(tx Tx) error {
		if _, err := tx.Exec(ctx, "INSERT INTO secrets VALUES ('lost')"); err != nil {
			return err
		}
		_, err := tx.Query(ctx, "SELECT nope")
		wantCode(t, err, sig.ErrInvalid)
		return nil // a commit that cannot be
	})
	if e, ok := errors.AsType[*sig.Error](err); !ok || e.Code != sig.CodeFailed {
		t.Errorf("the commit of a failed transaction: %v", err)
	}
	if got := acme.text("SELECT count(*) FROM secrets"); got != "1" {
		t.Errorf("%s rows after a failed transaction", got)
	}
	if n := acme.exec("UPDATE secrets SET text = $1 WHERE text = $2", "new", "own"); n != 1 {
		t.Errorf("%d rows changed", n)
	}
}

func TestPostgresCancel(t *testing.T) {
	s := newPG(t)
	w := s.world(nil)
	acme := w.tenant("acme").with(s.owned("acme").url, "own")
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := acme.Query(ctx, "SELECT pg_sleep(60)")
	wantCode(t, err, sig.ErrTimeout)
	// A result that nobody wants to its end does not have to be read to its end.
	rows, err := acme.Query(t.Context(), "SELECT repeat('x', 1000), generate_series(1, 100000000)")
	if err != nil || !rows.Next() {
		t.Fatal(err)
	}
	rows.Close()
	if got := acme.text("SELECT text FROM secrets"); got != "own" {
		t.Errorf("afterwards %q", got)
	}
	// The end of the owner ends what runs.
	begun, done := make(chan struct{}), make(chan error)
	go func() {
		close(begun)
		_, err := first(context.Background(), acme.Pool, "SELECT pg_sleep(60)")
		done <- err
	}()
	<-begun
	for w.Stats().InUse == 0 {
		time.Sleep(time.Millisecond)
	}
	acme.end()
	wantCode(t, <-done, sig.ErrInstanceGone)
	if s := w.Stats(); s.InUse != 0 || s.Open != 0 {
		t.Errorf("connections are lost: %+v", s)
	}
}

func TestPostgresServerClosesConnections(t *testing.T) {
	s := newPG(t)
	w := s.world(nil)
	place := s.shared()
	acme := w.tenant("acme").with(place.url, "own")
	s.admin("", "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname IN ('"+place.database+"', '"+s.home+"')")
	if got := acme.text("SELECT text FROM secrets"); got != "own" {
		t.Errorf("afterwards %q", got)
	}
	if st := w.Stats(); st.InUse != 0 {
		t.Errorf("%+v", st)
	}
}

// Without an administrator nobody says whose a place is. A program that asks who may open it, if there is
// somebody to ask, opens it.
func TestServersWithoutAdministrator(t *testing.T) {
	ctx := t.Context()
	s := newPG(t)
	theirs := s.owned("globex")
	s.world(nil).tenant("globex").with(theirs.url, canary)
	const query = "SELECT text FROM secrets"
	// read is what acme reads by a URL that its settings name.
	naive := func(admin func(tenant string, p pgPlace) error) (read func(pgPlace) (string, error)) {
		return func(p pgPlace) (string, error) {
			if admin != nil {
				if err := admin("acme", p); err != nil {
					return "", err
				}
			}
			return pgRunner(ctx, s.conn(p.login, p.database))(query)
		}
	}
	if got, err := naive(func(string, pgPlace) error { return sig.ErrDenied })(theirs); err == nil {
		t.Fatalf("the naive program reads %q against its administrator", got)
	}
	if got, err := naive(nil)(theirs); got != canary {
		t.Fatalf("the naive program withstands, so that nothing is proved: %q, %v", got, err)
	}
	acme := newWorld(t, nil).tenant("acme")
	read := func(p pgPlace) (string, error) {
		if err := acme.Use(ctx, acme.url(p.url)); err != nil {
			return "", err
		}
		return first(ctx, acme.Pool, query)
	}
	for _, p := range []pgPlace{theirs, s.owned("acme")} {
		got, err := read(p)
		wantCode(t, err, sig.ErrDenied)
		if err == nil || !strings.Contains(err.Error(), `"admin"`) {
			t.Errorf("acme reads %q, and the error does not say what is missing: %v", got, err)
		}
		if st := acme.State(); !errors.Is(st.Refused, sig.ErrDenied) || st.Database != (URL{}) {
			t.Errorf("the state is %+v", st)
		}
	}
	wrong := s.world(nil).tenant("acme")
	wantCode(t, wrong.Use(ctx, wrong.url("postgres://nobody_there:x@"+s.u.Host+"/nothing_there")), sig.ErrDenied)
}
