package sqldb

import (
	"database/sql"
	"encoding/json"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type (
	named  string
	number uint8
	flag   bool
	blob   []byte
)

// A keeper keeps what Scan gives it, as a careless Scanner does.
type keeper struct{ b []byte }

func (k *keeper) Scan(v any) error {
	k.b, _ = v.([]byte)
	return nil
}

func TestScanKinds(t *testing.T) {
	w := newWorld(t, nil)
	acme := w.tenant("acme").on("sqlite:acme.db", "own")
	at := time.Date(2026, 2, 28, 13, 14, 15, 16_000_000, time.FixedZone("", 3600))
	scan := func(query string, dest any, args ...any) error {
		t.Helper()
		rows, err := acme.Query(t.Context(), query, args...)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		if !rows.Next() {
			t.Fatal(rows.Err())
		}
		return rows.Scan(dest)
	}
	ok := func(got, want any, err error) {
		t.Helper()
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(want)
		if err != nil || string(a) != string(b) {
			t.Errorf("got %s, want %s, %v", a, b, err)
		}
	}
	var (
		s   string
		n   int16
		u   uint64
		f   float32
		b   bool
		a   any
		raw json.RawMessage
		tm  time.Time
		nm  named
		num number
		fl  flag
		bl  blob
		ps  *string
		pp  **int
		ns  sql.NullString
		nt  sql.Null[time.Time]
	)
	ok(&s, "12", scan("SELECT 12", &s))
	ok(&s, "1.5", scan("SELECT 1.5", &s))
	ok(&n, -12, scan("SELECT '-12'", &n))
	ok(&u, 7, scan("SELECT 7", &u))
	ok(&f, 2, scan("SELECT 2", &f))
	ok(&b, true, scan("SELECT ?", &b, true))
	ok(&b, false, scan("SELECT 0", &b))
	ok(&a, nil, scan("SELECT NULL", &a))
	ok(&a, 3, scan("SELECT 3", &a))
	ok(&raw, json.RawMessage(`{"x":1}`), scan("SELECT ?", &raw, json.RawMessage(`{"x":1}`)))
	ok(&tm, at, scan("SELECT ?", &tm, at))
	ok(&tm, time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), scan("SELECT '2026-01-02 03:04:05'", &tm))
	ok(&tm, time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), scan("SELECT date('2026-01-02')", &tm))
	ok(&nm, "x", scan("SELECT ?", &nm, named("x")))
	ok(&num, 9, scan("SELECT ?", &num, number(9)))
	ok(&fl, true, scan("SELECT 1", &fl))
	ok(&bl, blob("xy"), scan("SELECT x'7879'", &bl))
	ok(&ps, "x", scan("SELECT 'x'", &ps))
	ok(&ps, nil, scan("SELECT NULL", &ps))
	ok(&pp, 4, scan("SELECT 4", &pp))
	ok(&ns, sql.NullString{}, scan("SELECT NULL", &ns))
	ok(&s, "y", scan("SELECT :b || ''", &s, sql.Named("b", "y")))
	if err := scan("SELECT ?", &nt, at); err != nil || !nt.V.Equal(at) {
		t.Errorf("%v %v", nt, err)
	}

	for _, bad := range []struct {
		query string
		dest  any
	}{
		{"SELECT NULL", &s}, {"SELECT NULL", &n}, {"SELECT 40000", &n}, {"SELECT -1", &u}, {"SELECT 'x'", &n}, {"SELECT 1.5", &n},
		{"SELECT 256", &num}, {"SELECT 2", &b}, {"SELECT 'never'", &tm}, {"SELECT 1", new(struct{})}, {"SELECT 1", new(chan int)},
		{"SELECT 1", s}, {"SELECT 1", nil}, {"SELECT 1", (*int)(nil)}, {"SELECT x'00'", new(sql.RawBytes)},
	} {
		wantCode(t, scan(bad.query, bad.dest), sig.ErrInvalid)
	}
}

// What a Scanner kept does not change when the connection goes on, or is closed.
func TestScanCopies(t *testing.T) {
	w := newWorld(t, nil)
	acme := w.tenant("acme").on("sqlite:acme.db", "own")
	rows, err := acme.Query(t.Context(), "SELECT x'01' UNION ALL SELECT x'02'")
	if err != nil {
		t.Fatal(err)
	}
	var kept, inner keeper
	pointer := &inner
	var b []byte
	var a any
	for i, dest := range []any{&kept, &pointer} {
		if !rows.Next() {
			t.Fatal(rows.Err())
		}
		if err := rows.Scan(dest); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			if err := rows.Scan(&b); err != nil {
				t.Fatal(err)
			}
			if err := rows.Scan(&a); err != nil {
				t.Fatal(err)
			}
			b[0] = 9 // the caller's own
			if kept.b[0] != 1 || a.([]byte)[0] != 1 {
				t.Error("two destinations share memory")
			}
		}
	}
	rows.Close()
	acme.end() // closes the connection and unmaps its memory
	if kept.b[0] != 1 || pointer.b[0] != 2 || a.([]byte)[0] != 1 {
		t.Errorf("%v %v %v", kept.b, pointer.b, a)
	}
}
