package sqldb

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

// aMillion reads a million rows of some hundred bytes as one tenant does, and holds it to
// what that may take while another tenant's calls go on. A naive program has all of them in memory.
func aMillion(t *testing.T, acme, globex *resident, query string) {
	t.Helper()
	const naive = million * 100 // bytes, if they were kept
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapInuse)
	}
	before, most := heap(), int64(0)
	rows, err := acme.Query(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var text string
	n := 0
	for ; rows.Next(); n++ {
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		if n%(million/10) == 0 {
			most = max(most, heap()-before)
			if got := globex.text("SELECT text FROM secrets"); got != canary {
				t.Errorf("after %d rows globex reads %q", n, got)
			}
		}
	}
	if err := rows.Err(); err != nil || n != million {
		t.Errorf("%d rows, %v", n, err)
	}
	if most > naive/4 {
		t.Errorf("%d bytes are kept while a million rows are read", most)
	}
	t.Logf("at most %d KiB more while a million rows were read", most>>10)
}

func TestAMillionRows(t *testing.T) {
	w := newWorld(t, nil)
	acme, globex := w.tenant("acme").on("sqlite:acme.db", "own"), w.tenant("globex").on("sqlite:globex.db", canary)
	aMillion(t, acme, globex, fmt.Sprintf("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT %d) SELECT printf('%%100d', x) FROM c", million))
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
