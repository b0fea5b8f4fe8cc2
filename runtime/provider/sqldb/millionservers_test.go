//go:build services

package sqldb

import (
	"fmt"
	"strings"
	"testing"
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
