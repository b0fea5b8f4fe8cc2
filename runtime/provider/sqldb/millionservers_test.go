//go:build services

package sqldb

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

// An unbounded result is bounded by what a connection may hold, row by row.
func TestServersAMillionRows(t *testing.T) {
	t.Run("postgres", func(t *testing.T) {
		s := newPG(t)
		w := s.world(func(p *Provider) { p.Memory = 16 })
		acme, globex := w.tenant("acme").with(s.owned("acme").url, "own"), w.tenant("globex").with(s.owned("globex").url, canary)
		aMillion(t, acme, globex, fmt.Sprintf("SELECT lpad(n::text, 100) FROM generate_series(1, %d) n", million))
		long := "SELECT repeat('x', 8 << 20), repeat('y', 8 << 20)"
		if got, err := pgRunner(t.Context(), s.conn("", s.home))(long); err != nil || len(got) != 8<<20 {
			t.Errorf("a naive session reads %d bytes, %v", len(got), err)
		}
		tooLong(t, acme, globex, long)
	})
	t.Run("mariadb", func(t *testing.T) {
		s := newMaria(t)
		w := s.world(func(p *Provider) { p.Memory = 16 })
		acme, globex := w.tenant("acme").with(s.owned("acme").url, "own"), w.tenant("globex").with(s.owned("globex").url, canary)
		aMillion(t, acme, globex, fmt.Sprintf("SELECT lpad(seq, 100, ' ') FROM seq_1_to_%d", million))
		// Each value is within the server's own limit; the row is not.
		long := "SELECT " + strings.TrimSuffix(strings.Repeat("repeat('x', 15000000), ", 6), ", ")
		if got, err := sqlRunner(t.Context(), s.db)(long); err != nil || len(got) != 15000000 {
			t.Errorf("a naive connection reads %d bytes, %v", len(got), err)
		}
		tooLong(t, acme, globex, long)
	})
}

// tooLong runs what makes one row of more than a connection may hold, in every way that reads rows,
// and holds the error and whoever comes next to what they should be.
func tooLong(t *testing.T, acme, globex *resident, query string) {
	t.Helper()
	ctx := t.Context()
	for name, run := range map[string]func() error{
		"a query": func() error { _, err := first(ctx, acme.Pool, query); return err },
		"a transaction": func() error {
			return acme.InTx(ctx, func(tx Tx) error { _, err := first(ctx, tx, query); return err })
		},
		"with the rows left unread": func() error {
			rows, err := acme.Query(ctx, query)
			if err != nil {
				return err
			}
			defer rows.Close()
			rows.Next()
			return rows.Err()
		},
	} {
		err := run()
		var e *sig.Error
		if !errors.Is(err, sig.ErrLimited) || !errors.As(err, &e) || e.Expected == "" {
			t.Errorf("%s: %v, want ErrLimited", name, err)
		}
		if got := acme.text("SELECT text FROM secrets"); got != "own" {
			t.Errorf("%s: afterwards acme reads %q", name, got)
		}
	}
	if _, err := acme.Exec(context.Background(), query); err != nil && !errors.Is(err, sig.ErrLimited) {
		t.Errorf("as a statement: %v", err)
	}
	if got := globex.text("SELECT text FROM secrets"); got != canary {
		t.Errorf("globex reads %q", got)
	}
}
