package sqldb

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// fakeEngine makes connections that do nothing, and counts those that are open.
type fakeEngine struct {
	engine
	open, most, unheld atomic.Int64 // what closes by itself does so on a goroutine of its own
	fails              error
}

func (e *fakeEngine) Hold(context.Context, target) (func(), error) {
	return func() { e.unheld.Add(1) }, nil
}

func (e *fakeEngine) Open(context.Context, target) (backend.Conn, error) {
	if e.fails != nil {
		return nil, e.fails
	}
	e.most.Store(max(e.most.Load(), e.open.Add(1)))
	return &fakeConn{e: e}, nil
}

type fakeConn struct {
	conn
	e           *fakeEngine
	dead, dirty bool
	closed      atomic.Bool
}

func (c *fakeConn) Alive() bool { return !c.dead }
func (c *fakeConn) Reset() bool { return !c.dirty }
func (c *fakeConn) Close() error {
	if !c.closed.Swap(true) {
		c.e.open.Add(-1)
	}
	return nil
}

// connected is a budget over a fakeEngine with the databases "a" and "b".
func connected(t *testing.T, limit int) (b *budget, e *fakeEngine, dbs [2]*database) {
	t.Helper()
	b, e = newBudget(limit, 1, limit, time.Minute), new(fakeEngine)
	for n, key := range []string{"a", "b"} {
		db, err := b.ref(t.Context(), e, target{Key: key})
		if err != nil {
			t.Fatal(err)
		}
		dbs[n] = db
	}
	return b, e, dbs
}

func out(t *testing.T, b *budget, db *database) *pooled {
	t.Helper()
	p, err := b.checkout(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What is idle for too long closes by itself, each in its own time, and what is used again does not.
func TestIdleConnectionsCloseByThemselves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, e, dbs := connected(t, 3)
		one, two := out(t, b, dbs[0]), out(t, b, dbs[1])
		b.checkin(one, true)
		time.Sleep(40 * time.Second)
		b.checkin(two, true)
		if time.Sleep(19 * time.Second); e.open.Load() != 2 {
			t.Errorf("after 59 seconds %d are open", e.open.Load())
		}
		if time.Sleep(2 * time.Second); e.open.Load() != 1 || !one.conn.(*fakeConn).closed.Load() {
			t.Errorf("after a minute %d are open", e.open.Load())
		}
		if time.Sleep(40 * time.Second); e.open.Load() != 0 {
			t.Errorf("the other one stays: %d are open", e.open.Load())
		}
		b.checkin(out(t, b, dbs[1]), true)
		time.Sleep(59 * time.Second)
		b.checkin(out(t, b, dbs[1]), true) // used again, and idle from now
		if time.Sleep(59 * time.Second); e.open.Load() != 1 {
			t.Errorf("what was used again is closed")
		}
		time.Sleep(time.Minute)
		if s := b.stats(); e.open.Load() != 0 || s.Open != 0 || s.Idle != 0 || s.Expired != 3 {
			t.Errorf("in the end %d are open: %+v", e.open.Load(), s)
		}
	})
}

// There are never more connections than the budget has. Room is made by the one that was idle longest.
func TestConnectionsStayWithinTheBudget(t *testing.T) {
	b, e, dbs := connected(t, 2)
	one, two := out(t, b, dbs[0]), out(t, b, dbs[0])
	b.checkin(one, true)
	b.checkin(two, true)
	three := out(t, b, dbs[1])
	if !one.conn.(*fakeConn).closed.Load() || two.conn.(*fakeConn).closed.Load() || e.most.Load() > 2 {
		t.Errorf("room was made by another one; %d were open", e.most.Load())
	}
	if s := b.stats(); s.Evicted != 1 || s.Open != 2 {
		t.Errorf("%+v", s)
	}
	// One that died is no connection, and one that cannot be made takes no place.
	two.conn.(*fakeConn).dead = true
	four := out(t, b, dbs[0])
	if four.conn == two.conn || !two.conn.(*fakeConn).closed.Load() {
		t.Error("a dead connection is used")
	}
	b.checkin(four, true)
	b.checkin(three, false)
	e.fails = errors.New("no")
	if _, err := b.checkout(t.Context(), dbs[1]); !errors.Is(err, e.fails) {
		t.Errorf("%v", err)
	}
	e.fails = nil
	if s := b.stats(); s.Open != 1 || e.open.Load() != 1 {
		t.Errorf("%d are open: %+v", e.open.Load(), s)
	}
	// What a call spoiled, or left open, is closed.
	for _, spoil := range []bool{true, false} {
		p := out(t, b, dbs[0])
		p.conn.(*fakeConn).dirty = spoil
		if b.checkin(p, spoil); !p.conn.(*fakeConn).closed.Load() {
			t.Errorf("spoiled %v: it is kept", spoil)
		}
	}
	// The last use of a database ends what is idle, and what comes back later.
	idle, late := out(t, b, dbs[0]), out(t, b, dbs[0])
	b.checkin(idle, true)
	b.unref(dbs[0])
	b.checkin(late, true)
	if !idle.conn.(*fakeConn).closed.Load() || !late.conn.(*fakeConn).closed.Load() || e.unheld.Load() != 1 {
		t.Errorf("after its last use a database has connections: %+v", b.stats())
	}
	// So does the end of the budget.
	idle, late = out(t, b, dbs[1]), out(t, b, dbs[1])
	b.checkin(idle, true)
	b.close()
	b.checkin(late, true)
	if s := b.stats(); e.open.Load() != 0 || s.Open != 0 || e.most.Load() > 2 {
		t.Errorf("%d are open, %d were: %+v", e.open.Load(), e.most.Load(), s)
	}
}

// A database that was replaced by another at the same place is not the same one, and its
// end takes nothing from the other.
func TestReplacedDatabases(t *testing.T) {
	b, e := newBudget(2, 1, 2, time.Minute), new(fakeEngine)
	ref := func(at int) *database {
		db, err := b.ref(t.Context(), e, target{Key: "a", At: at})
		if err != nil {
			t.Fatal(err)
		}
		return db
	}
	old, same, next := ref(1), ref(1), ref(2)
	if old != same || old == next {
		t.Error("databases are mixed up")
	}
	b.unref(old)
	b.unref(old)
	if again := ref(2); again != next || !b.uses("a") {
		t.Error("the other one went with it")
	}
}

// Whoever waits goes with its pool; the pools of one scope have one share.
func TestWaitingEndsWithThePool(t *testing.T) {
	b := newBudget(1, 1, 1, time.Minute)
	holder, a := b.join("holder"), b.join("acme")
	if b.join("acme") != a {
		t.Error("a scope has two shares")
	}
	if err := b.acquire(t.Context(), holder, false, nil); err != nil {
		t.Fatal(err)
	}
	gone := make(chan struct{})
	close(gone)
	if err := b.acquire(t.Context(), a, false, gone); !errors.Is(err, errGone) {
		t.Errorf("%v", err)
	}
	if s := b.stats(); s.Waiting != 0 || s.InUse != 1 {
		t.Errorf("%+v", s)
	}
}
