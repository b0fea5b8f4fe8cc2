package sqldb

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

func TestSwapLetsCallsFinish(t *testing.T) {
	w := newWorld(t, nil)
	ctx := t.Context()
	acme := w.tenant("acme").on("sqlite:old.db", "old")
	acme.exec("INSERT INTO secrets VALUES ('old2')")
	rows, err := acme.Query(ctx, "SELECT text FROM secrets ORDER BY 1")
	if err != nil {
		t.Fatal(err)
	}
	begun, swapped := make(chan struct{}), make(chan struct{})
	var inTx string
	done := make(chan error)
	go func() {
		done <- acme.InTx(ctx, func(tx Tx) error {
			close(begun)
			<-swapped
			inTx, err = first(ctx, tx, "SELECT text FROM secrets ORDER BY 1")
			_, err2 := tx.Exec(ctx, "INSERT INTO secrets VALUES ('old3')")
			return errors.Join(err, err2)
		})
	}()
	<-begun
	acme.on("sqlite:new.db", "new") // returns although calls are in flight
	if s := w.Stats(); s.Draining != 1 || s.Databases != 2 {
		t.Errorf("while calls finish: %+v", s)
	}
	close(swapped)
	if err := <-done; err != nil || inTx != "old" {
		t.Errorf("the transaction saw %q, %v", inTx, err)
	}
	var got []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		got = append(got, s)
	}
	if err := rows.Err(); err != nil || fmt.Sprint(got) != "[old old2]" {
		t.Errorf("open rows give %v, %v", got, err)
	}
	if s := w.Stats(); s.Draining != 0 || s.Databases != 1 || s.InUse != 0 {
		t.Errorf("after the last call: %+v", s)
	}
	if got := acme.text("SELECT text FROM secrets"); got != "new" {
		t.Errorf("afterwards %q", got)
	}
	acme.on("sqlite:new.db", "new") // the same URL: nothing happens
	if err := acme.Use(ctx, acme.url("sqlite:old.db")); err != nil {
		t.Fatal(err)
	}
	if got := acme.text("SELECT count(*) FROM secrets"); got != "3" {
		t.Errorf("%s rows, want the committed one too", got)
	}
}

// Queries on every core while the database changes under them: each answers from
// one database or the other, none fails, nothing is left open.
func TestSwapUnderLoad(t *testing.T) {
	w := newWorld(t, nil)
	acme := w.tenant("acme").on("sqlite:b.db", "b").on("sqlite:a.db", "a")
	a, b := acme.url("sqlite:a.db"), acme.url("sqlite:b.db")
	var stop atomic.Bool
	var calls atomic.Int64
	var group sync.WaitGroup
	for i := range 2 * runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for n := 0; !stop.Load() || n == 0; n++ {
				var got string
				var err error
				if i%2 == 0 {
					got, err = first(context.Background(), acme.Pool, "SELECT text FROM secrets")
				} else {
					err = acme.InTx(context.Background(), func(tx Tx) (err error) {
						got, err = first(context.Background(), tx, "SELECT text FROM secrets")
						return err
					})
				}
				if err != nil || got != "a" && got != "b" {
					t.Errorf("during a swap: %q %v", got, err)
					return
				}
				calls.Add(1)
			}
		})
	}
	for range 3 { // several swappers at once
		group.Go(func() {
			for range 20 {
				for _, u := range []URL{b, a} {
					if err := acme.Use(context.Background(), u); err != nil {
						t.Error(err)
					}
				}
			}
			stop.Store(true)
		})
	}
	group.Wait()
	if s := w.Stats(); s.InUse != 0 || s.Draining != 0 || s.Databases != 1 {
		t.Errorf("after %d calls: %+v", calls.Load(), s)
	}
}

func TestFailedUseKeepsTheOld(t *testing.T) {
	w := newWorld(t, func(p *Provider) { p.Connections = 1 })
	w.tenant("globex").on("sqlite:globex.db", canary)
	acme := w.tenant("acme").on("sqlite:acme.db", "own")
	wantCode(t, acme.Use(t.Context(), acme.url("sqlite:globex.db")), sig.ErrScope)

	rows, err := acme.Query(t.Context(), "SELECT text FROM secrets")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := acme.Use(ctx, acme.url("sqlite:acme2.db")); err == nil {
		t.Error("Use succeeds without a connection to try")
	}
	rows.Close()
	if got := acme.text("SELECT text FROM secrets"); got != "own" {
		t.Errorf("afterwards %q", got)
	}
}

// A database comes into force with its tables, or not at all.
func TestUsePrepared(t *testing.T) {
	w := newWorld(t, nil)
	acme := w.tenant("acme").on("sqlite:acme.db", "own")
	ctx, next := t.Context(), acme.url("sqlite:next.db")
	tables := func(tx Tx) error {
		if got := acme.text("SELECT text FROM secrets"); got != "own" {
			t.Errorf("while the next one is prepared, calls see %q", got)
		}
		_, err := tx.Exec(ctx, "CREATE TABLE secrets (text TEXT); INSERT INTO secrets VALUES ('next')")
		return err
	}
	broken := errors.New("no")
	if err := acme.UsePrepared(ctx, next, func(tx Tx) error { return errors.Join(tables(tx), broken) }); !errors.Is(err, broken) {
		t.Errorf("a prepare that fails: %v", err)
	}
	if st := acme.State(); !errors.Is(st.Refused, broken) || st.Opening != (URL{}) {
		t.Errorf("after a prepare that failed: %+v", st)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a panic in prepare was swallowed")
			}
		}()
		_ = acme.UsePrepared(ctx, next, func(Tx) error { panic("no") })
	}()
	if got := acme.text("SELECT text FROM secrets"); got != "own" {
		t.Errorf("after prepares that failed, calls see %q", got)
	}
	if s := w.Stats(); s.InUse != 0 || s.Databases != 1 {
		t.Errorf("prepares that failed leave %+v", s)
	}
	if err := acme.UsePrepared(ctx, next, tables); err != nil { // nothing of the attempts is left
		t.Fatal(err)
	}
	if got := acme.text("SELECT text FROM secrets"); got != "next" {
		t.Errorf("afterwards calls see %q", got)
	}
	if err := acme.UsePrepared(ctx, next, func(Tx) error { t.Error("prepared again"); return nil }); err != nil {
		t.Error(err)
	}
	wantCode(t, acme.UsePrepared(ctx, next, nil), sig.ErrInvalid)
	wantCode(t, Pool{}.UsePrepared(ctx, next, tables), sig.ErrDenied)
}

// What an owner leaves open ends with it: rows, a transaction, a statement that runs.
func TestEndClosesWhatIsOpen(t *testing.T) {
	w := newWorld(t, nil)
	ctx := t.Context()
	acme := w.tenant("acme").on("sqlite:acme.db", "own")
	sibling := w.instance("acme", "sibling")
	if err := sibling.Use(ctx, sibling.url("sqlite:acme.db")); err != nil {
		t.Fatal(err)
	}
	rows, err := acme.Query(ctx, "SELECT text FROM secrets UNION ALL SELECT 'more'")
	if err != nil || !rows.Next() {
		t.Fatal(err)
	}
	begun, ended, done := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		done <- acme.InTx(ctx, func(tx Tx) error {
			if _, err := tx.Exec(ctx, "DELETE FROM secrets"); err != nil {
				return err
			}
			close(begun)
			<-ended // an owner that hangs
			_, err := tx.Exec(ctx, "INSERT INTO secrets VALUES ('late')")
			wantCode(t, err, sig.ErrInstanceGone)
			return nil
		})
	}()
	<-begun
	running := make(chan error)
	go func() {
		_, err := first(ctx, acme.Pool, "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT sum(x) FROM c")
		running <- err
	}()
	for w.Stats().InUse < 3 {
		runtime.Gosched()
	}
	acme.end()
	wantCode(t, <-running, sig.ErrInstanceGone)
	if rows.Next() {
		t.Error("rows outlive their owner")
	}
	wantCode(t, rows.Err(), sig.ErrInstanceGone)
	// The sibling may write: the transaction is gone, and what it did with it.
	sibling.exec("INSERT INTO secrets VALUES ('sibling')")
	if got := sibling.text("SELECT count(*) FROM secrets"); got != "2" {
		t.Errorf("%s rows, want 2", got)
	}
	close(ended)
	wantCode(t, <-done, sig.ErrInstanceGone)
	if s := w.Stats(); s.InUse != 0 {
		t.Errorf("connections are lost: %+v", s)
	}
}

func TestDeactivatedProvider(t *testing.T) {
	w := newWorld(t, nil)
	acme := w.tenant("acme").on("sqlite:acme.db", "own")
	if err := w.deactivate(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err := acme.Query(t.Context(), "SELECT 1")
	wantCode(t, err, sig.ErrDraining)
}

func TestCopyFile(t *testing.T) {
	w := newWorld(t, nil)
	ctx := t.Context()
	globex := w.tenant("globex").on("sqlite:globex.db", "first")
	globex.exec("CREATE TABLE pair (a INT, b INT); INSERT INTO pair VALUES (0, 0)")
	globex.exec("CREATE TABLE pad (x); WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c WHERE x < 3000) INSERT INTO pad SELECT randomblob(4000) FROM c")

	var stop atomic.Bool
	var group sync.WaitGroup
	group.Go(func() { // a and b change together; a copy in which they differ is torn
		for !stop.Load() {
			if err := globex.InTx(context.Background(), func(tx Tx) error {
				_, err := tx.Exec(context.Background(), "UPDATE pair SET a = a + 1")
				_, err2 := tx.Exec(context.Background(), "UPDATE pair SET b = b + 1")
				return errors.Join(err, err2)
			}); err != nil {
				t.Error(err)
			}
		}
	})
	for i := range 5 {
		to := filepath.Join(w.Dir, fmt.Sprintf("copy%d.db", i))
		if err := CopyFile(ctx, filepath.Join(w.Dir, "globex.db"), to); err != nil {
			t.Fatal(err)
		}
		if err := globex.Use(ctx, globex.url(fmt.Sprintf("sqlite:copy%d.db", i))); err != nil {
			t.Fatal(err)
		}
		if got := globex.text("SELECT a = b FROM pair"); got != "1" {
			t.Error("the copy is torn")
		}
		if got := globex.text("SELECT (SELECT text FROM secrets) || (SELECT count(*) FROM pad)"); got != "first3000" {
			t.Errorf("the copy holds %q", got)
		}
		if err := globex.Use(ctx, globex.url("sqlite:globex.db")); err != nil {
			t.Fatal(err)
		}
	}
	stop.Store(true)
	group.Wait()

	wantCode(t, CopyFile(ctx, filepath.Join(w.Dir, "globex.db"), filepath.Join(w.Dir, "copy0.db")), sig.ErrInvalid)
	wantCode(t, CopyFile(ctx, filepath.Join(w.Dir, "nobody.db"), filepath.Join(w.Dir, "x.db")), sig.ErrNotFound)
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := CopyFile(gone, filepath.Join(w.Dir, "globex.db"), filepath.Join(w.Dir, "x.db")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled copy: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(w.Dir, "x.db*")); len(left) > 0 {
		t.Errorf("a failed copy leaves %v", left)
	}
}

// Opening, draining and refusing are states that one can read while they last.
func TestStatesWhileTheyLast(t *testing.T) {
	w := newWorld(t, func(p *Provider) { p.Connections = 2 })
	w.tenant("globex").on("sqlite:globex.db", canary)
	acme := w.tenant("acme").on("sqlite:old.db", "old")
	ctx := t.Context()
	next := acme.url("sqlite:new.db")
	busy := func() *Rows { // holds a connection
		rows, err := acme.Query(ctx, "SELECT 1")
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	one, two := busy(), busy()
	used := make(chan error)
	go func() { used <- acme.Use(context.Background(), next) }() // waits for a connection
	for w.Stats().Waiting == 0 {
		runtime.Gosched()
	}
	if st := acme.State(); st.Opening != next || st.Database.String() != "sqlite:old.db" || st.InUse != 2 || st.Draining != 0 || st.Refused != nil {
		t.Errorf("while it opens: %+v", st)
	}
	two.Close()
	if err := <-used; err != nil {
		t.Fatal(err)
	}
	if st := acme.State(); st.Database != next || st.Draining != 1 || st.InUse != 1 || st.Opening != (URL{}) {
		t.Errorf("while the old one drains: %+v", st)
	}
	one.Close()
	if st := acme.State(); st.Draining != 0 || st.InUse != 0 {
		t.Errorf("when it has: %+v", st)
	}
	wantCode(t, acme.Use(ctx, acme.url("sqlite:globex.db")), sig.ErrScope)
	if st := acme.State(); !errors.Is(st.Refused, sig.ErrScope) || st.Database != next {
		t.Errorf("when it was refused: %+v", st)
	}
	// Whoever cannot wait any longer is counted.
	one, two = busy(), busy()
	before := w.Stats().Refused
	short, cancel := context.WithTimeout(ctx, time.Millisecond)
	defer cancel()
	_, err := acme.Query(short, "SELECT 1")
	wantCode(t, err, sig.ErrLimited)
	if st := w.Stats(); st.Refused != before+1 {
		t.Errorf("refusals are not counted: %+v", st)
	}
	one.Close()
	two.Close()
}
