package sqldb

import (
	"fmt"
	"runtime"
	"testing"
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
