//go:build services

package sqldb

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	sig "github.com/sigen-dev/sigen/runtime"
)

// What the server expects of a statement comes from statistics over the rows of all
// tenants: who asks long enough reads which values others have. A naive login can ask, and so
// can a session that a component opened by itself, until the statistics are not kept.
func TestPostgresEstimatesTellValues(t *testing.T) {
	s := newPG(t)
	place := s.shared()
	w := s.world(nil)
	globex := w.tenant("globex").with(place.url, canary)
	acme := w.tenant("acme").with(place.url, "own")
	ctx := t.Context()
	globex.exec("INSERT INTO secrets (text) SELECT $1 FROM generate_series(1, 3000)", canary)
	globex.exec("INSERT INTO secrets (text) SELECT 'x' || n FROM generate_series(1, 3000) n")
	s.admin(place.database, "ANALYZE secrets")
	guess := func(text string) string { return "EXPLAIN SELECT FROM secrets WHERE text = '" + text + "'" }
	expected := regexp.MustCompile(`rows=\d+`)
	raw := pgRunner(ctx, s.conn(place.login, place.database))
	differ := func() bool {
		there, err := raw(guess(canary))
		absent, err2 := raw(guess("nobody has this"))
		if err != nil || err2 != nil || there == "" {
			t.Fatal(err, err2)
		}
		return expected.FindString(there) != expected.FindString(absent)
	}
	if !differ() {
		t.Error("estimates tell nothing, so that nothing is proved")
	}
	for _, query := range []string{
		guess(canary), "explain (analyze, format json) SELECT FROM secrets", "/* */ ExPlAiN ANALYZE SELECT FROM secrets", "-- \nEXPLAIN VERBOSE TABLE secrets",
		"SELECT query_to_xml('" + strings.ReplaceAll(guess(canary), "'", "''") + "', true, true, '')::text", "DECLARE c CURSOR FOR " + guess(canary),
		"PREPARE p AS SELECT FROM secrets", "EXPLAIN EXECUTE p", "DO $$ BEGIN EXECUTE 'EXPLAIN SELECT FROM secrets'; END $$",
	} {
		if text, err := first(ctx, acme.Pool, query); err == nil {
			t.Errorf("%s answers %q", query, text)
		}
		acme.InTx(ctx, func(tx Tx) error {
			if text, err := first(ctx, tx, query); err == nil {
				t.Errorf("in a transaction %s answers %q", query, text)
			}
			return sig.ErrInvalid
		})
	}
	// What the documentation of postgres says ends it.
	s.admin(place.database, "ALTER TABLE secrets ALTER COLUMN text SET STATISTICS 0; DELETE FROM pg_statistic WHERE starelid = 'secrets'::regclass; ANALYZE secrets")
	if differ() {
		t.Error("estimates tell values although no statistics are kept")
	}
}

// Sessions of one login would see each other's statements, end each other, and meet in
// locks, channels and large objects. A naive login does all of it.
func TestPostgresSessionsOfOneLogin(t *testing.T) {
	s := newPG(t)
	place := s.shared()
	w := s.world(nil)
	globex := w.tenant("globex").with(place.url, canary)
	acme := w.tenant("acme").with(place.url, "own")
	ctx := t.Context()
	app, db := s.login("naive"), s.database("naive")
	s.admin("", "GRANT CONNECT ON DATABASE "+db+" TO "+app)
	t.Cleanup(func() { s.admin(db, "DROP OWNED BY "+app+" CASCADE") })

	const busy = "SELECT '" + canary + "', pg_backend_pid()"
	attacks := map[string]string{
		"reading its statement": "SELECT string_agg(query, ',') FROM pg_stat_activity WHERE pid = %d",
		"cancelling it":         "SELECT CASE WHEN pg_cancel_backend(%d) THEN '" + canary + "' END",
		"ending it":             "SELECT CASE WHEN pg_terminate_backend(%d) THEN '" + canary + "' END",
		"its locks":             "SELECT CASE WHEN NOT pg_try_advisory_lock(7) OR %d = 0 THEN '" + canary + "' END",
		"its large object":      "SELECT convert_from(lo_get(7777), 'UTF8') WHERE %d > 0",
	}
	leave := []string{"SELECT pg_advisory_lock(7)", "SELECT lo_from_bytea(7777, '" + canary + "')"}
	for name, attack := range attacks {
		other := s.conn(app, db)
		for _, query := range leave {
			_, _ = pgRunner(ctx, other)(query) // the second time the object is there
		}
		_, _ = pgRunner(ctx, other)(busy)
		mine := s.conn(app, db)
		if got, err := pgRunner(ctx, mine)(fmt.Sprintf(attack, other.PID())); got == "" || !strings.Contains(got, canary) {
			t.Errorf("%s: the naive login withstands: %q, %v", name, got, err)
		}
		for _, c := range []*pgconn.PgConn{other, mine} {
			c.Close(ctx)
		}
	}
	err := globex.InTx(ctx, func(tx Tx) error {
		for _, query := range leave {
			_, _ = first(ctx, tx, query)
		}
		return nil
	})
	if err == nil {
		t.Error("a transaction goes on after an error")
	}
	err = globex.InTx(ctx, func(tx Tx) error {
		var pid int
		rows, err := tx.Query(ctx, busy)
		if err != nil {
			return err
		}
		var text string
		for rows.Next() {
			if err := rows.Scan(&text, &pid); err != nil {
				return err
			}
		}
		for name, attack := range attacks {
			query := fmt.Sprintf(attack, pid)
			if got, err := first(ctx, acme.Pool, query); strings.Contains(got, canary) || err != nil && strings.Contains(err.Error(), canary) {
				t.Errorf("%s: it succeeds: %q, %v", name, got, err)
			}
			raw := s.conn(place.login, place.database)
			if got, err := pgRunner(ctx, raw)(query); strings.Contains(got, canary) || err != nil && strings.Contains(err.Error(), canary) {
				t.Errorf("%s: it succeeds on a session of its own: %q, %v", name, got, err)
			}
			raw.Close(context.Background())
		}
		got, err := first(ctx, tx, "SELECT string_agg(text, ',') FROM secrets")
		if got != canary {
			t.Errorf("globex reads %q, %v", got, err)
		}
		return err
	})
	if err != nil {
		t.Errorf("globex's transaction: %v", err)
	}
}
