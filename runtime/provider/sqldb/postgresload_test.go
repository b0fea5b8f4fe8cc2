//go:build services

package sqldb

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

// each runs f for 0 to n-1, many at a time.
func each(n int, f func(i int)) {
	next := make(chan int)
	var group sync.WaitGroup
	for range 100 { // more callers than connections
		group.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
}

// 2 000 tenants live on 50 connections, with shared tables and with schemas.
func TestPostgresManyTenantsFewConnections(t *testing.T) {
	const tenants, connections = 2000, 50
	for _, mode := range []string{"shared", "schema"} {
		t.Run(mode, func(t *testing.T) {
			s := newPG(t)
			urls := make([]string, tenants)
			if mode == "shared" {
				place := s.shared()
				for i := range urls {
					urls[i] = place.url
				}
			} else {
				urls = s.manySchemas(tenants)
			}
			w := s.world(func(p *Provider) { p.Connections, p.PerScope = connections, 4 })
			all := make([]*resident, tenants)
			for i := range all {
				all[i] = w.tenant(fmt.Sprintf("t%d", i))
			}
			ctx := context.Background()
			each(tenants, func(i int) {
				u, err := mint(all[i].scope, urls[i])
				if err == nil {
					err = all[i].Use(ctx, u)
				}
				if err == nil {
					_, err = all[i].Exec(ctx, "INSERT INTO secrets (text) VALUES ($1)", fmt.Sprintf("t%d", i))
				}
				if err != nil {
					t.Errorf("t%d: %v", i, err)
				}
			})
			each(2*tenants, func(i int) {
				i %= tenants
				if got, err := first(ctx, all[i].Pool, "SELECT string_agg(text, ',') FROM secrets"); err != nil || got != fmt.Sprintf("t%d", i) {
					t.Errorf("t%d reads %q, %v", i, got, err)
				}
			})
			st := w.Stats()
			if st.Open > connections || st.InUse != 0 || st.Refused != 0 || st.Databases != tenants {
				t.Errorf("%+v", st)
			}
			if mode == "shared" && (st.Rebound == 0 || st.Opened > connections) {
				t.Errorf("connections are opened anew instead of bound anew: %+v", st)
			}
			t.Logf("opened %d, rebound %d, evicted %d, waited %d", st.Opened, st.Rebound, st.Evicted, st.Waited)
		})
	}
}

// manySchemas makes schemas with logins and a table each.
func (s *pgServer) manySchemas(n int) []string {
	s.t.Helper()
	db := s.database("many")
	prefix := freshName("many")
	urls := make([]string, n)
	var make, drop strings.Builder
	for i := range urls {
		login := fmt.Sprintf("%s-%d", prefix, i)
		fmt.Fprintf(&make, "CREATE ROLE %q LOGIN; GRANT CONNECT ON DATABASE %s TO %q; CREATE SCHEMA %q; GRANT USAGE, CREATE ON SCHEMA %q TO %q; CREATE TABLE %q.secrets (text text); ALTER TABLE %q.secrets OWNER TO %q;\n", login, db, login, login, login, login, login, login, login)
		fmt.Fprintf(&drop, "DROP ROLE %q;", login)
		urls[i] = s.url(login, db, "?mode=schema&schema="+login)
	}
	s.t.Cleanup(func() {
		s.admin("", "DROP DATABASE "+db+" WITH (FORCE)")
		s.admin("", drop.String())
	})
	s.admin(db, make.String())
	return urls
}

// Changed URLs swap databases under load without a failed call, and every call
// sees the one or the other.
func TestPostgresSwapUnderLoad(t *testing.T) {
	s := newPG(t)
	w := s.world(func(p *Provider) { p.Connections, p.PerScope = 12, 6 })
	db := s.database("shop")
	one, two, shared := s.schema(db, "acme"), s.owned("acme"), s.shared()
	acme := w.tenant("acme")
	for _, u := range []string{shared.url, two.url, one.url} {
		acme.with(u, "own")
	}
	var stop atomic.Bool
	var calls atomic.Int64
	var group sync.WaitGroup
	ctx := context.Background()
	for range 8 {
		group.Go(func() {
			for !stop.Load() {
				if got, err := first(ctx, acme.Pool, "SELECT string_agg(text, ',') FROM secrets"); err != nil || got != "own" {
					t.Errorf("%q, %v", got, err)
				}
				err := acme.InTx(ctx, func(tx Tx) error {
					a, err := first(ctx, tx, "SELECT current_database() || current_schema()")
					b, err2 := first(ctx, tx, "SELECT current_database() || current_schema()")
					if a != b {
						t.Errorf("one transaction in two databases: %s, %s", a, b)
					}
					return errors.Join(err, err2)
				})
				if err != nil {
					t.Error(err)
				}
				calls.Add(1)
			}
		})
	}
	for range 15 {
		for _, u := range []string{two.url, shared.url, one.url} {
			if err := acme.Use(ctx, acme.url(u)); err != nil {
				t.Error(err)
			}
		}
	}
	stop.Store(true)
	group.Wait()
	if s := w.Stats(); s.InUse != 0 || s.Draining != 0 || s.Databases != 1 || s.Refused != 0 {
		t.Errorf("after %d calls: %+v", calls.Load(), s)
	}
	if st := acme.State(); st.Draining != 0 || st.Refused != nil || st.Opening != (URL{}) || !strings.HasSuffix(st.Database.String(), "/"+one.database) {
		t.Errorf("the state is %+v", st)
	}
}

// What a call leaves on its connection does not meet the next one: not the same
// tenant's, and not another's on the same shared connection. A naive pool hands it
// all on.
func TestPostgresHygiene(t *testing.T) {
	leave := []struct{ name, do, probe, clean string }{ // what the list of statements refuses is reset too: see postgres.TestReset
		{"a setting", "SELECT set_config('work_mem', '77MB', false)", "SHOW work_mem", "4MB"},
		{"a search path", "SELECT set_config('search_path', 'pg_catalog', false)", "SELECT count(*) FROM unnest(current_schemas(false)) s WHERE s <> 'pg_catalog'", "1"},
		{"a variable", "SELECT set_config('x.y', 'left', false)", "SELECT coalesce(current_setting('x.y', true), '')", ""},
		{"a time zone", "SELECT set_config('TimeZone', 'Asia/Tokyo', false)", "SHOW TimeZone", "UTC"},
		{"a temporary table", "CREATE TEMP TABLE secrets AS SELECT 'forged'::text AS text", "SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relname = 'secrets'", "0"},
		{"an advisory lock", "SELECT pg_advisory_lock(42)", "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()", "0"},
		{"a prepared statement", "PREPARE p AS SELECT 1", "SELECT count(*) FROM pg_prepared_statements WHERE name = 'p'", "0"},
		{"a channel", "LISTEN c", "SELECT count(*) FROM pg_listening_channels()", "0"},
		{"a cursor", "DECLARE c CURSOR WITH HOLD FOR SELECT 1", "SELECT count(*) FROM pg_cursors WHERE name = 'c'", "0"},
		{"a sequence's value", "SELECT nextval('s')", "SELECT CASE WHEN (SELECT count(*) FROM pg_sequences) = 1 THEN 'there' END", "there"},
	}
	s := newPG(t)
	p := s.owned("acme")
	s.admin(p.database, "CREATE SEQUENCE s; GRANT ALL ON SEQUENCE s TO "+p.login)
	w := s.world(func(p *Provider) { p.Connections = 1 })
	acme := w.tenant("acme").with(p.url, "own")
	ctx := t.Context()
	for _, c := range leave {
		t.Run(c.name, func(t *testing.T) {
			naive := s.conn(p.login, p.database)
			run := pgRunner(ctx, naive)
			before, _ := run(c.probe)
			if _, err := run(c.do); err != nil {
				t.Fatal(err)
			}
			after, _ := run(c.probe)
			naive.Close(ctx) // with its lock
			if c.name != "a sequence's value" && before == after {
				t.Errorf("it leaves nothing on a naive connection: %q", after)
			}
			for range 2 {
				first(ctx, acme.Pool, c.do)
				acme.InTx(ctx, func(tx Tx) error { _, err := first(ctx, tx, c.do); return errors.Join(err, sig.ErrInvalid) })
				acme.InTx(ctx, func(tx Tx) error { first(ctx, tx, c.do); return nil })
			}
			if got := acme.text(c.probe); got != c.clean && !(c.clean == "t" && got == "true") {
				t.Errorf("the next call finds %q, want %q", got, c.clean)
			}
			if got := acme.text("SELECT text FROM secrets"); got != "own" {
				t.Errorf("acme reads %q", got)
			}
		})
	}
	_, err := first(ctx, acme.Pool, "SELECT currval('s')")
	if err == nil {
		t.Error("a sequence's value is left")
	}
	if st := w.Stats(); st.Opened > 1+2*uint64(len(leave)) || st.InUse != 0 {
		t.Errorf("%+v", st)
	}
}
