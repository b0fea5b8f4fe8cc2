//go:build services

package sqldb

import (
	"fmt"
	"testing"
)

// A component with a pool of its own has the login of shared tables, and sessions as it
// likes. They are nobody's: also where the server gives one the process number that
// another tenant's had, which a naive binding by number falls for.
func TestPostgresSessionsOfItsOwn(t *testing.T) {
	s := newPG(t)
	place := s.shared()
	w := s.world(nil)
	globex := w.tenant("globex").with(place.url, canary)
	ctx := t.Context()
	for range 20 {
		raw := s.conn(place.login, place.database)
		run := pgRunner(ctx, raw)
		for _, query := range []string{"SELECT string_agg(text, ',') FROM secrets", "SELECT string_agg(text, ',') FROM ONLY secrets", "SELECT sigen.tenant()", "SELECT tenant FROM sigen.bindings LIMIT 1"} {
			if got, _ := run(query); got != "" {
				t.Errorf("%s reads %q", query, got)
			}
		}
		for _, query := range []string{"INSERT INTO secrets (text) VALUES ('mine')", "INSERT INTO secrets VALUES ('globex', 'forged')"} {
			if _, err := run(query); err == nil {
				t.Errorf("%s is accepted", query)
			}
		}
		run("UPDATE secrets SET text = 'spoilt'")
		run("DELETE FROM secrets")
	}
	if got := globex.text("SELECT string_agg(text, ',') FROM secrets"); got != canary {
		t.Errorf("globex reads %q", got)
	}
	// The number of a session that was globex's and ended without a word.
	raw := s.conn(place.login, place.database)
	run := pgRunner(ctx, raw)
	s.admin(place.database, fmt.Sprintf("INSERT INTO sigen.bindings VALUES (%d, now() - interval '1 day', 'globex')", raw.PID()))
	if got, _ := run("SELECT string_agg(text, ',') FROM secrets"); got != "" {
		t.Errorf("a number that is used again reads %q", got)
	}
	s.admin(place.database, `CREATE TABLE naive (tenant text, text text); INSERT INTO naive VALUES ('globex', '`+canary+`'); ALTER TABLE naive ENABLE ROW LEVEL SECURITY;
		CREATE FUNCTION whose() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS 'SELECT tenant FROM sigen.bindings WHERE pid = pg_backend_pid()';
		CREATE POLICY p ON naive USING (tenant = (SELECT whose())); GRANT SELECT ON naive TO `+place.login)
	if got, err := run("SELECT string_agg(text, ',') FROM naive"); got != canary {
		t.Errorf("the naive binding withstands: %q, %v", got, err)
	}
}
