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
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// 2 000 tenants live on 50 connections, also after the server hung up on all of them.
func TestMariaDBManyTenantsFewConnections(t *testing.T) {
	const tenants, connections = 2000, 50
	s := newMaria(t)
	urls := s.many(tenants)
	w := s.world(func(p *Provider) { p.Connections, p.PerScope = connections, 4 })
	all := make([]*resident, tenants)
	for i := range all {
		all[i] = w.tenant(fmt.Sprintf("t%d", i))
	}
	ctx := context.Background()
	start := time.Now()
	each(tenants, func(i int) {
		u, err := mint(all[i].scope, urls[i])
		if err == nil {
			err = all[i].Use(ctx, u)
		}
		if err == nil {
			_, err = all[i].Exec(ctx, "INSERT INTO secrets VALUES (?)", fmt.Sprintf("t%d", i))
		}
		if err != nil {
			t.Errorf("t%d: %v", i, err)
		}
	})
	t.Logf("%d tenants opened in %v", tenants, time.Since(start))
	own := func(when string) {
		each(tenants, func(i int) {
			if got, err := first(ctx, all[i].Pool, "SELECT group_concat(text) FROM secrets"); err != nil || got != fmt.Sprintf("t%d", i) {
				t.Errorf("%s t%d reads %q, %v", when, i, got, err)
			}
		})
	}
	own("at first")
	if st := w.Stats(); st.Open > connections || st.InUse != 0 || st.Refused != 0 || st.Databases != tenants {
		t.Errorf("%+v", st)
	}
	run := sqlRunner(ctx, s.db)
	ids, err := run("SELECT group_concat(ID) FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND COMMAND = 'Sleep' AND (USER LIKE 'many%' OR DB = '" + s.home + "')")
	if err != nil {
		t.Fatal(err)
	}
	for id := range strings.SplitSeq(ids, ",") {
		run("KILL " + id)
	}
	own("after the server hung up")
	st := w.Stats()
	t.Logf("opened %d, evicted %d, waited %d", st.Opened, st.Evicted, st.Waited)
}

// many makes databases with accounts and a table each: copies of one that was made as
// operators do, since the server needs a quarter of a second for each of those.
func (s *myServer) many(n int) []string {
	s.t.Helper()
	template := s.owned("many").login
	prefix := freshName("many")
	name := func(i int) string { return fmt.Sprintf("%s_%d", prefix, i) }
	batches := func(text func(name string) string) {
		var b strings.Builder
		for i := range n {
			b.WriteString(text(name(i)))
			if i%100 == 99 || i == n-1 {
				s.admin(b.String())
				b.Reset()
			}
		}
	}
	s.t.Cleanup(func() {
		batches(func(name string) string { return "DROP DATABASE IF EXISTS " + name + ";" })
		s.admin("DELETE FROM mysql.global_priv WHERE User LIKE '" + prefix + "%'; DELETE FROM mysql.db WHERE User LIKE '" + prefix + "%'; FLUSH PRIVILEGES")
	})
	batches(func(name string) string {
		return "CREATE DATABASE " + name + "; CREATE TABLE " + name + ".secrets (text text) ENGINE=MyISAM;"
	})
	rest, err := sqlRunner(s.t.Context(), s.db)("SELECT group_concat(COLUMN_NAME) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'mysql' AND TABLE_NAME = 'db' AND COLUMN_NAME NOT IN ('Host', 'Db', 'User')")
	if err != nil {
		s.t.Fatal(err)
	}
	s.admin(strings.NewReplacer("@prefix@", prefix, "@pattern@", strings.ReplaceAll(prefix, "_", `\\_`), "@template@", template, "@rest@", rest, "@last@", fmt.Sprint(n-1)).Replace(`
		INSERT INTO mysql.global_priv SELECT Host, CONCAT('@prefix@_', seq), Priv FROM mysql.global_priv, mysql.seq_0_to_@last@ WHERE User = '@template@';
		INSERT INTO mysql.db (Host, Db, User, @rest@) SELECT Host, CONCAT('@pattern@\\_', seq), CONCAT('@prefix@_', seq), @rest@ FROM mysql.db, mysql.seq_0_to_@last@ WHERE User = '@template@';
		FLUSH PRIVILEGES`))
	urls := make([]string, n)
	for i := range urls {
		urls[i] = "mariadb://" + name(i) + ":secret@" + s.u.Host + "/" + name(i)
	}
	return urls
}

// Changed URLs swap databases under load without a failed call: every call sees the
// one or the other, and no transaction sees both.
func TestMariaDBSwapUnderLoad(t *testing.T) {
	s := newMaria(t)
	w := s.world(func(p *Provider) { p.Connections, p.PerScope = 12, 6 })
	one, two := s.owned("acme"), s.owned("acme")
	acme := w.tenant("acme").with(two.url, "own").with(one.url, "own")
	var stop atomic.Bool
	var calls, saw atomic.Int64
	var group sync.WaitGroup
	ctx := context.Background()
	for range 8 {
		group.Go(func() {
			for !stop.Load() {
				got, err := first(ctx, acme.Pool, "SELECT concat(text, DATABASE()) FROM secrets WHERE text = ?", "own")
				if err != nil || got != "own"+one.database && got != "own"+two.database {
					t.Errorf("%q, %v", got, err)
				}
				if strings.HasSuffix(got, two.database) {
					saw.Add(1)
				}
				err = acme.InTx(ctx, func(tx Tx) error {
					a, err := first(ctx, tx, "SELECT DATABASE()")
					b, err2 := first(ctx, tx, "SELECT DATABASE()")
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
	for range 20 {
		for _, u := range []string{two.url, one.url} {
			if err := acme.Use(ctx, acme.url(u)); err != nil {
				t.Error(err)
			}
		}
	}
	stop.Store(true)
	group.Wait()
	if st := w.Stats(); st.InUse != 0 || st.Draining != 0 || st.Databases != 1 || st.Refused != 0 || calls.Load() == 0 {
		t.Errorf("after %d calls, %d of them on the second: %+v", calls.Load(), saw.Load(), st)
	}
	if st := acme.State(); st.Draining != 0 || st.Refused != nil || st.Opening != (URL{}) || !strings.HasSuffix(st.Database.String(), "/"+one.database) {
		t.Errorf("the state is %+v", st)
	}
}

// Locks with names are the whole server's. A lock whose name a tenant knows is one that
// it can keep everybody out with; sigen's own has a name that it cannot know.
func TestMariaDBLocksOfEverybody(t *testing.T) {
	s := newMaria(t)
	w := s.world(nil)
	ctx := t.Context()
	a, g := s.owned("acme"), s.owned("globex")
	w.tenant("acme").with(a.url, "own")
	raw := s.open(a.login, "secret", a.database) // a pool of its own, for any SQL
	hold := sqlRunner(ctx, raw)
	if got, err := hold("SELECT GET_LOCK('sigen records', 0)"); got != "1" {
		t.Fatalf("%q, %v", got, err)
	}
	if got, _ := sqlRunner(ctx, s.db)("SELECT GET_LOCK('sigen records', 0)"); got != "0" {
		t.Errorf("a lock of a known name is not held up, so that nothing is proved: %q", got)
	}
	for _, name := range []string{"sigen", "sigen_records", "sigen_server", s.home, a.database, "records"} {
		hold("SELECT GET_LOCK('" + name + "', 0)")
	}
	for _, find := range []string{
		"SELECT id FROM " + s.home + ".sigen_server",
		"SELECT OBJECT_NAME FROM performance_schema.metadata_locks WHERE OBJECT_TYPE = 'USER LEVEL LOCK'",
		"SELECT TABLE_NAME FROM information_schema.METADATA_LOCK_INFO",
		"SELECT group_concat(INFO) FROM information_schema.PROCESSLIST WHERE INFO LIKE '%GET_LOCK%' AND ID <> CONNECTION_ID()",
	} {
		if got, err := hold(find); err == nil && got != "" {
			t.Errorf("%s finds %q", find, got)
		}
	}
	short, cancel := context.WithTimeout(ctx, 9*time.Second) // less than a lock is waited for
	defer cancel()
	globex := w.tenant("globex")
	if err := globex.Use(short, globex.url(g.url)); err != nil {
		t.Errorf("acme keeps globex out: %v", err)
	}
}

// A pool of the tenant's own, with a transaction open and its account's grants in hand,
// neither holds up its end nor outlives it, and holds up nobody else.
func TestMariaDBPurgeAgainstAPoolOfItsOwn(t *testing.T) {
	s := newMaria(t)
	w := s.world(nil)
	ctx := t.Context()
	a, g := s.owned("acme"), s.owned("globex")
	globex := w.tenant("globex").with(g.url, canary)
	acme := w.tenant("acme").with(a.url, "own")
	acme.end()
	raw := s.open(a.login, "secret", a.database)
	elsewhere := s.open(a.login, "secret", "")
	for _, db := range []runner{sqlRunner(ctx, raw), sqlRunner(ctx, elsewhere)} {
		for _, q := range []string{"BEGIN", "SELECT text FROM " + a.database + ".secrets", "INSERT INTO " + a.database + ".secrets VALUES ('late')"} {
			if _, err := db(q); err != nil {
				t.Fatal(q, err)
			}
		}
	}
	// A naive purge drops the database: it waits, and the account makes it again.
	naive := s.open(s.u.User.Username(), "", "")
	if _, err := sqlRunner(ctx, naive)("SET lock_wait_timeout = 1; DROP DATABASE " + a.database); err == nil {
		t.Error("the naive purge is not held up")
	}
	stop, slowest := make(chan struct{}), make(chan error, 1)
	go func() { // others open databases meanwhile
		for n := 0; ; n++ {
			select {
			case <-stop:
				slowest <- nil
				return
			default:
			}
			short, cancel := context.WithTimeout(ctx, 5*time.Second)
			r := w.instance("globex", fmt.Sprintf("g%d", n))
			err := r.Use(short, r.url(g.url))
			cancel()
			if err != nil {
				slowest <- err
				return
			}
			r.end()
		}
	}()
	all, _ := scopeOf("acme", "1", "", "")
	if err := w.Purge(ctx, all); err != nil {
		t.Errorf("a transaction holds up the end: %v", err)
	}
	close(stop)
	if err := <-slowest; err != nil {
		t.Errorf("it holds up another tenant: %v", err)
	}
	for name, db := range map[string]runner{"in it": sqlRunner(ctx, raw), "elsewhere": sqlRunner(ctx, elsewhere), "anew": sqlRunner(ctx, s.open(a.login, "secret", ""))} {
		for _, q := range []string{"CREATE DATABASE " + a.database, "CREATE TABLE " + a.database + ".secrets (text text)", "INSERT INTO " + a.database + ".secrets VALUES ('for my successor')"} {
			if _, err := db(q); err == nil {
				t.Errorf("a session %s: %s works after the end", name, q)
			}
		}
	}
	if names, err := w.Remains(ctx, all); err != nil || len(names) > 0 {
		t.Errorf("remains: %v, %v", names, err)
	}
	// The operator sets the place up again, and the successor meets nothing.
	s.admin("CREATE DATABASE " + a.database)
	s.grant(a.database, a.login)
	next := w.scoped(scopeOf("acme", "2", "shop", "acme-shop"))
	if err := next.Use(ctx, next.url(a.url)); err != nil {
		t.Fatal(err)
	}
	if got, err := first(ctx, next.Pool, "SELECT count(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"); got != "0" {
		t.Errorf("the successor meets %s tables, %v", got, err)
	}
	if got := globex.text("SELECT text FROM secrets"); got != canary {
		t.Errorf("globex reads %q", got)
	}
	// An account that the operator has dropped holds nothing up either.
	s.admin("DROP USER " + a.login)
	next.end()
	whole, _ := scopeOf("acme", "2", "", "")
	if err := w.Purge(ctx, whole); err != nil {
		t.Error(err)
	}
	wantCode(t, w.Purge(ctx, sig.Scope{}), sig.ErrDenied)
}
