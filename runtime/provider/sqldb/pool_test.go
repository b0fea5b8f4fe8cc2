package sqldb

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

func TestPoolBeforeUseAndAfterEnd(t *testing.T) {
	w := newWorld(t, nil)
	ctx := t.Context()
	var zero Pool
	_, err := zero.Query(ctx, "SELECT 1")
	wantCode(t, err, sig.ErrDenied)
	_, err = zero.Exec(ctx, "SELECT 1")
	wantCode(t, err, sig.ErrDenied)
	wantCode(t, zero.Use(ctx, URL{}), sig.ErrDenied)
	wantCode(t, zero.InTx(ctx, func(Tx) error { return nil }), sig.ErrDenied)
	var tx Tx
	_, err = tx.Exec(ctx, "SELECT 1")
	wantCode(t, err, sig.ErrDenied)
	var rows *Rows
	if rows.Next() || rows.Close() != nil {
		t.Error("nil Rows are something")
	}

	acme := w.tenant("acme")
	_, err = acme.Query(ctx, "SELECT 1")
	wantCode(t, err, sig.ErrDenied)
	if !strings.Contains(err.Error(), "call Use") {
		t.Errorf("%v does not say what to do", err)
	}
	wantCode(t, acme.Use(ctx, URL{}), sig.ErrDenied)

	u := acme.url("sqlite:acme.db")
	acme.on("sqlite:acme.db", "a")
	acme.end()
	_, err = acme.Query(ctx, "SELECT 1")
	wantCode(t, err, sig.ErrInstanceGone)
	_, err = acme.Exec(ctx, "SELECT 1")
	wantCode(t, err, sig.ErrInstanceGone)
	wantCode(t, acme.Use(ctx, u), sig.ErrInstanceGone)
	wantCode(t, acme.InTx(ctx, func(Tx) error { return nil }), sig.ErrInstanceGone)
	if s := w.Stats(); s.Open != 0 || s.InUse != 0 || s.Databases != 0 || s.Scopes != 0 {
		t.Errorf("something is left of an ended scope: %+v", s)
	}
}

func TestExecQueryScan(t *testing.T) {
	w := newWorld(t, nil)
	acme := w.tenant("acme").on("sqlite:acme.db", "a")
	acme.exec("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price REAL, data BLOB); CREATE INDEX item_name ON item (name)")
	if n := acme.exec("INSERT INTO item (name, price, data) VALUES ('a', 1.5, x'00ff'), ('b', NULL, NULL)"); n != 2 {
		t.Errorf("%d rows changed, want 2", n)
	}
	if n := acme.exec("CREATE TABLE more (x)"); n != 0 {
		t.Errorf("DDL changed %d rows", n)
	}
	rows, err := acme.Query(t.Context(), "SELECT id, name, price, data FROM item ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	if got := strings.Join(rows.Columns(), " "); got != "id name price data" {
		t.Errorf("columns %q", got)
	}
	var kept [][]byte
	for rows.Next() {
		var (
			id    int
			name  string
			price *float64
			data  []byte
		)
		if err := rows.Scan(&id, &name, &price, &data); err != nil {
			t.Fatal(err)
		}
		if id == 1 && (name != "a" || *price != 1.5 || string(data) != "\x00\xff") || id == 2 && (name != "b" || price != nil || data != nil) {
			t.Errorf("row %d: %q %v %x", id, name, price, data)
		}
		kept = append(kept, data)
	}
	if rows.Err() != nil || string(kept[0]) != "\x00\xff" {
		t.Errorf("%v; what Scan stored is now %x", rows.Err(), kept[0])
	}
	if s := w.Stats(); s.InUse != 0 {
		t.Errorf("rows read to the end still hold a connection: %+v", s)
	}
}

func TestBadStatements(t *testing.T) {
	w := newWorld(t, nil)
	acme := w.tenant("acme").on("sqlite:acme.db", "a")
	ctx := t.Context()
	for _, c := range []struct {
		query string
		args  []any
	}{
		{"SELEC 1", nil},
		{"SELECT * FROM nowhere", nil},
		{"", nil},
		{"-- nothing", nil},
		{"SELECT 1; SELECT 2", nil},
		{"SELECT 1\x00; ATTACH 'x' AS y", nil},
		{"SELECT ?", nil},
		{"SELECT ?", []any{1, 2}},
		{"SELECT 1", []any{1}},
		{"SELECT ?", []any{struct{}{}}},
		{"SELECT ?", []any{make(chan int)}},
		{"INSERT INTO secrets VALUES (1/0, 2)", nil},
	} {
		_, err := acme.Query(ctx, c.query, c.args...)
		wantCode(t, err, sig.ErrInvalid)
	}
	_, err := acme.Exec(ctx, "INSERT INTO secrets VALUES (?); INSERT INTO secrets VALUES (?)", 1)
	wantCode(t, err, sig.ErrInvalid)
	acme.exec("CREATE UNIQUE INDEX one ON secrets (text)")
	_, err = acme.Exec(ctx, "INSERT INTO secrets VALUES ('a')")
	wantCode(t, err, sig.ErrInvalid)
	if s := w.Stats(); s.InUse != 0 {
		t.Errorf("errors keep connections: %+v", s)
	}
}

func TestInTx(t *testing.T) {
	w := newWorld(t, nil)
	acme := w.tenant("acme").on("sqlite:acme.db", "a")
	ctx := t.Context()
	count := func() string { return acme.text("SELECT count(*) FROM secrets") }
	var kept Tx
	var left *Rows
	if err := acme.InTx(ctx, func(tx Tx) error {
		kept = tx
		if _, err := tx.Exec(ctx, "INSERT INTO secrets VALUES ('b')"); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, "SELECT text FROM secrets ORDER BY 1")
		left = rows
		if err != nil || !rows.Next() {
			t.Error(err)
		}
		same, err := first(ctx, tx, "SELECT text FROM secrets ORDER BY 1")
		if err != nil || same != "a" {
			t.Errorf("the same statement beside open rows: %q %v", same, err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != "2" {
		t.Errorf("%s rows after commit, want 2", got)
	}
	if left.Next() {
		t.Error("rows outlive their transaction")
	}
	wantCode(t, left.Err(), sig.ErrDenied)
	_, err := kept.Exec(ctx, "DELETE FROM secrets")
	wantCode(t, err, sig.ErrDenied)
	_, err = kept.Query(ctx, "SELECT 1")
	wantCode(t, err, sig.ErrDenied)

	boom := errors.New("boom")
	err = acme.InTx(ctx, func(tx Tx) error {
		tx.Exec(ctx, "DELETE FROM secrets")
		return boom
	})
	if err != boom || count() != "2" {
		t.Errorf("error %v, %s rows; want boom and 2", err, count())
	}

	func() {
		defer func() {
			if r := recover(); r != "boom" {
				t.Errorf("recovered %v, want boom", r)
			}
		}()
		acme.InTx(ctx, func(tx Tx) error {
			tx.Exec(ctx, "DELETE FROM secrets")
			panic("boom")
		})
	}()
	if got := count(); got != "2" {
		t.Errorf("%s rows after a panic, want 2", got)
	}
	if s := w.Stats(); s.InUse != 0 {
		t.Errorf("transactions keep connections: %+v", s)
	}
}

// A write that its context interrupts makes SQLite end the transaction; what
// follows must not be committed one by one.
func TestInTxAfterInterrupt(t *testing.T) {
	w := newWorld(t, nil)
	acme := w.tenant("acme").on("sqlite:acme.db", "a")
	ctx := t.Context()
	err := acme.InTx(ctx, func(tx Tx) error {
		if _, err := tx.Exec(ctx, "INSERT INTO secrets VALUES ('b')"); err != nil {
			return err
		}
		call, cancel := context.WithCancel(ctx)
		defer cancel()
		go cancelWithin(call, cancel, filepath.Join(w.Dir, "acme.db-wal"))
		rows := "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c WHERE x < 1000000000) "
		if _, err := tx.Exec(call, rows+"INSERT INTO secrets SELECT x FROM c"); !errors.Is(err, context.Canceled) {
			t.Errorf("interrupted: %v", err)
		}
		_, err := tx.Exec(ctx, "INSERT INTO secrets VALUES ('c')")
		if err == nil {
			t.Error("a statement ran after the transaction was gone")
		}
		return nil
	})
	if err == nil {
		t.Error("a transaction that was rolled back reports success")
	}
	if got := acme.text("SELECT count(*) FROM secrets"); got != "1" {
		t.Errorf("%s rows, want the one from before", got)
	}
}

// cancelWithin cancels when a statement has written that much to a log: in the middle of it,
// whatever the machine's speed.
func cancelWithin(ctx context.Context, cancel func(), log string) {
	for ctx.Err() == nil {
		if info, err := os.Stat(log); err == nil && info.Size() > 1<<20 {
			cancel()
		}
		time.Sleep(time.Millisecond)
	}
}

func TestDeadline(t *testing.T) {
	w := newWorld(t, nil)
	acme := w.tenant("acme").on("sqlite:acme.db", "a")
	ctx, cancel := context.WithTimeout(t.Context(), 1e6)
	defer cancel()
	_, err := acme.Query(ctx, "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT sum(x) FROM c")
	if !errors.Is(err, sig.ErrTimeout) && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("endless query: %v", err)
	}
	if got := acme.text("SELECT text FROM secrets"); got != "a" {
		t.Errorf("afterwards %q", got)
	}
}
