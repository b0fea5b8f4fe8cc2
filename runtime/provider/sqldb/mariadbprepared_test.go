//go:build services

package sqldb

import (
	"errors"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A transaction that a component prepared on a session of its own outlives the session and the account's
// grants, and keeps the server from dropping what it touched: the end of a tenant could be held up for ever.
func TestMariaDBPreparedTransactionsHoldNothingUp(t *testing.T) {
	s := newMaria(t)
	ctx := t.Context()
	a, g := s.owned("acme"), s.owned("globex")
	w := s.world(nil)
	globex := w.tenant("globex").with(g.url, canary)
	acme := w.tenant("acme").with(a.url, "own")
	acme.end()
	ids := []string{"'" + a.login + "'", "X'00ff27" + "5c', X'2227', 7"} // the second one with bytes that a text would lose
	for _, id := range ids {
		db := s.open(a.login, "secret", a.database)
		for _, q := range []string{"XA START " + id, "INSERT INTO secrets VALUES ('late')", "XA END " + id, "XA PREPARE " + id} {
			if _, err := sqlRunner(ctx, db)(q); err != nil {
				t.Fatal(q, err)
			}
		}
		db.Close()
		t.Cleanup(func() { _, _ = s.db.Exec("XA ROLLBACK " + id) })
	}
	all, _ := scopeOf("acme", "1", "", "")
	// Other programs of the server may prepare transactions, so without the operator's word
	// none is rolled back; whoever purges is told what to do.
	err := w.Purge(ctx, all)
	if !errors.Is(err, sig.ErrBusy) || !strings.Contains(err.Error(), "XA RECOVER lists") || !strings.Contains(err.Error(), "prepared=rollback") {
		t.Errorf("without the operator's word: %v", err)
	}
	if names, err := w.Remains(ctx, all); err != nil || len(names) != 1 {
		t.Errorf("what is held up does not remain: %v, %v", names, err)
	}
	// With it, by another process.
	w = newWorld(t, func(p *Provider) {
		withAdmin(t, p, "mariadb://"+s.u.User.String()+"@"+s.u.Host+"/"+s.home+"?prepared=rollback")
	})
	if err := w.Purge(ctx, all); err != nil {
		t.Fatalf("prepared transactions hold up the end: %v", err)
	}
	if names, err := w.Remains(ctx, all); err != nil || len(names) > 0 {
		t.Errorf("remains: %v, %v", names, err)
	}
	there, err := sqlRunner(ctx, s.db)("SELECT count(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '" + a.database + "'")
	if err != nil || there != "0" {
		t.Errorf("%s databases are left, %v", there, err)
	}
	for _, id := range ids {
		if _, err := s.db.Exec("XA COMMIT " + id); err == nil {
			t.Errorf("%s is still there to be committed", id)
		}
	}
	if got := globex.text("SELECT text FROM secrets"); got != canary {
		t.Errorf("globex reads %q", got)
	}
}
