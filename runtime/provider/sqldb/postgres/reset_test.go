//go:build services

package postgres

import (
	"net/url"
	"os"
	"strconv"
	"testing"

	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func dialTest(t *testing.T) *conn {
	t.Helper()
	u, err := url.Parse(os.Getenv("SIGEN_TEST_POSTGRES"))
	if err != nil || u.Host == "" {
		t.Fatalf("SIGEN_TEST_POSTGRES is no URL of a server: %q", os.Getenv("SIGEN_TEST_POSTGRES"))
	}
	port, _ := strconv.Atoi(u.Port())
	password, _ := u.User.Password()
	at := backend.Server{Host: u.Hostname(), Port: uint16(port), User: u.User.Username(), Password: password, Database: u.Path[1:]}
	pg, err := dial(t.Context(), at, 64<<20, "public")
	if err != nil {
		t.Fatal(err)
	}
	c := &conn{pg: pg, at: place{server: at}}
	t.Cleanup(func() { c.Close() })
	return c
}

// Reset takes away what a session holds, also what the list of statements would
// not have let it get.
func TestReset(t *testing.T) {
	c := dialTest(t)
	text := func(query string) string {
		t.Helper()
		got, err := (&session{ctx: t.Context(), pg: c.pg}).one(query)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		return got
	}
	for _, state := range []struct{ name, do, probe string }{
		{"setting", "SET work_mem = '77MB'", "SHOW work_mem"},
		{"role", "SET ROLE pg_monitor", "SELECT current_user"},
		{"session authorization", "SET SESSION AUTHORIZATION pg_monitor", "SELECT session_user"},
		{"variable", "SET x.y = 'left'", "SELECT coalesce(current_setting('x.y', true), '')"},
		{"temporary table", "CREATE TEMP TABLE left_over (x int)", "SELECT to_regclass('pg_temp.left_over') IS NULL"},
		{"prepared statement", "PREPARE left_over AS SELECT 1", "SELECT count(*) FROM pg_prepared_statements WHERE name = 'left_over'"},
		{"channel", "LISTEN left_over", "SELECT count(*) FROM pg_listening_channels()"},
		{"advisory lock", "SELECT pg_advisory_lock(42)", "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"},
		{"cursor", "DECLARE left_over CURSOR WITH HOLD FOR SELECT 1", "SELECT count(*) FROM pg_cursors WHERE name = 'left_over'"},
		{"transaction", "BEGIN; SELECT pg_current_xact_id()", "SELECT pg_current_xact_id_if_assigned() IS NULL"},
		{"failed transaction", "BEGIN; SELECT pg_current_xact_id(); SAVEPOINT s", "SELECT pg_current_xact_id_if_assigned() IS NULL"},
		{"time zone", "SET TimeZone = 'Asia/Tokyo'", "SHOW TimeZone"},
		{"defaults of transactions", "SET default_transaction_read_only = on", "SHOW default_transaction_read_only"},
	} {
		before := text(state.probe)
		if _, err := c.pg.Exec(t.Context(), state.do).ReadAll(); err != nil {
			t.Fatalf("%s: %v", state.name, err)
		}
		if got := text(state.probe); got == before {
			t.Errorf("%s: nothing is left before the reset: %q", state.name, got)
		}
		if !c.Reset() {
			t.Fatalf("%s: the connection is given up", state.name)
		}
		if got := text(state.probe); got != before {
			t.Errorf("%s: %q is left, before it was %q", state.name, got, before)
		}
	}
	c.pg.Exec(t.Context(), "BEGIN; SELECT 1/0").ReadAll()
	if !c.Reset() || c.pg.TxStatus() != 'I' {
		t.Error("a failed transaction is left")
	}
	c.pg.Exec(t.Context(), "SELECT pg_terminate_backend(pg_backend_pid())").ReadAll()
	if c.Reset() {
		t.Error("a dead connection is kept")
	}
}
