package sqldb

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

func TestCeilingPerScope(t *testing.T) {
	w := newWorld(t, func(p *Provider) { p.Connections, p.PerScope = 4, 2 })
	ctx := t.Context()
	acme := w.tenant("acme").on("sqlite:acme.db", "own")
	globex := w.tenant("globex").on("sqlite:globex.db", canary)
	var held []*Rows
	for range 2 { // acme leaves rows open until it has its hands full
		r, err := acme.Query(ctx, "SELECT text FROM secrets")
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, r)
	}
	short, cancel := context.WithTimeout(ctx, time.Millisecond)
	defer cancel()
	_, err := acme.Query(short, "SELECT 1")
	wantCode(t, err, sig.ErrLimited)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v does not say that time was over", err)
	}
	if got := globex.text("SELECT text FROM secrets"); got != canary {
		t.Errorf("globex reads %q", got)
	}
	// It can still move: opening is exempt.
	if err := acme.Use(ctx, acme.url("sqlite:acme2.db")); err != nil {
		t.Error(err)
	}
	for _, r := range held {
		r.Close()
	}
	if s := w.Stats(); s.InUse != 0 || s.Waiting != 0 || s.Refused != 1 {
		t.Errorf("%+v", s)
	}
}

// A scope that queues many calls delays another's by a turn, not by all of them.
func TestWaitingIsFair(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBudget(1, 1, 1, time.Hour)
		flood, other, holder := b.join("flood"), b.join("other"), b.join("holder")
		ctx := context.Background()
		if err := b.acquire(ctx, holder, false, nil); err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var order []string
		var group sync.WaitGroup
		wait := func(a *account, n int) {
			for range n {
				group.Go(func() {
					if err := b.acquire(ctx, a, false, nil); err != nil {
						t.Error(err)
					}
					mu.Lock()
					order = append(order, a.name)
					mu.Unlock()
					b.release(a)
				})
			}
			synctest.Wait()
		}
		wait(flood, 100)
		wait(other, 2)
		b.release(holder)
		group.Wait()
		if fmt.Sprint(order[:4]) != "[flood other flood other]" {
			t.Errorf("turns are %v", order[:6])
		}
	})
}

// A scope below the floor goes before those that have more.
func TestFloorGoesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBudget(3, 1, 3, time.Hour)
		greedy, poor := b.join("greedy"), b.join("poor")
		ctx := context.Background()
		for range 3 {
			if err := b.acquire(ctx, greedy, false, nil); err != nil {
				t.Fatal(err)
			}
		}
		var mu sync.Mutex
		var order []string
		var group sync.WaitGroup
		wait := func(a *account) {
			group.Go(func() {
				if err := b.acquire(ctx, a, false, nil); err != nil {
					t.Error(err)
				}
				mu.Lock()
				order = append(order, a.name)
				mu.Unlock()
			})
			synctest.Wait()
		}
		other := b.join("other")
		b.release(greedy)
		if err := b.acquire(ctx, other, false, nil); err != nil { // it has its floor
			t.Fatal(err)
		}
		wait(other)
		wait(other)
		wait(poor)
		for range 2 {
			b.release(greedy)
			synctest.Wait()
		}
		b.release(poor)
		group.Wait()
		if fmt.Sprint(order) != "[poor other other]" {
			t.Errorf("turns are %v", order)
		}
	})
}

// Whoever falls below the floor while it waits does not stay behind those that have more.
func TestFloorIsOfNow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBudget(4, 1, 3, time.Hour)
		greedy, poor := b.join("greedy"), b.join("poor")
		ctx := context.Background()
		for _, a := range []*account{greedy, greedy, greedy, poor} {
			if err := b.acquire(ctx, a, false, nil); err != nil {
				t.Fatal(err)
			}
		}
		var mu sync.Mutex
		var order []string
		var group sync.WaitGroup
		wait := func(a *account) {
			group.Go(func() {
				if err := b.acquire(ctx, a, true, nil); err != nil {
					t.Error(err)
				}
				mu.Lock()
				order = append(order, a.name)
				mu.Unlock()
			})
			synctest.Wait()
		}
		others := []*account{b.join("a"), b.join("b"), b.join("c")}
		for _, a := range others { // at the floor, and wait for more
			b.mu.Lock()
			b.limit++
			b.mu.Unlock()
			if err := b.acquire(ctx, a, false, nil); err != nil {
				t.Fatal(err)
			}
			wait(a)
		}
		wait(poor)
		b.release(poor) // it has nothing now, and comes last in the ring
		synctest.Wait()
		for range 3 {
			b.release(greedy)
			synctest.Wait()
		}
		group.Wait()
		if fmt.Sprint(order) != "[poor a b c]" {
			t.Errorf("turns are %v", order)
		}
	})
}

// A scope that waits for more than its ceiling gets no more, whoever gives something back; what
// opens a database goes past the ceiling, and before what waits for that.
func TestCeilingOfThoseThatWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBudget(3, 1, 1, time.Hour)
		full, x, y := b.join("full"), b.join("x"), b.join("y")
		ctx := context.Background()
		for _, a := range []*account{full, x, y} {
			if err := b.acquire(ctx, a, false, nil); err != nil {
				t.Fatal(err)
			}
		}
		var group sync.WaitGroup
		got := map[string]bool{}
		var mu sync.Mutex
		wait := func(what string, exempt bool) {
			group.Go(func() {
				if err := b.acquire(ctx, full, exempt, nil); err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				got[what] = true
			})
			synctest.Wait()
		}
		wait("a call", false)
		b.release(x)
		synctest.Wait()
		if got["a call"] || full.inUse != 1 {
			t.Error("a scope has more than its ceiling")
		}
		if err := b.acquire(ctx, x, false, nil); err != nil { // what nobody may have is free
			t.Fatal(err)
		}
		wait("a database", true)
		b.release(y)
		synctest.Wait()
		if got["a call"] || !got["a database"] {
			t.Errorf("a scope with its hands full gets %v", got)
		}
		b.release(full)
		b.release(full)
		group.Wait()
		b.release(full)
		b.release(x)
		if s := b.stats(); s.InUse != 0 || s.Waiting != 0 {
			t.Errorf("%+v", s)
		}
	})
}

// A permit that comes at the moment in which a call gives up is somebody else's.
func TestPermitThatComesTooLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBudget(1, 1, 1, time.Hour)
		holder, late := b.join("holder"), b.join("late")
		if err := b.acquire(context.Background(), holder, false, nil); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan error, 1)
		go func() { done <- b.acquire(ctx, late, false, nil) }()
		synctest.Wait()
		b.mu.Lock()
		cancel() // it sees that, and waits for the lock
		for range 1000 {
			runtime.Gosched()
		}
		b.giveBack(holder)
		b.mu.Unlock()
		if err := <-done; err == nil {
			t.Error("it has the permit")
		}
		if s := b.stats(); s.InUse != 0 || s.Waiting != 0 || s.Refused != 1 || s.Waited != 1 {
			t.Fatalf("it is lost: %+v", s)
		}
	})
}

// Whoever gives up while the permit comes does not lose it for the others.
func TestGivingUpLosesNoPermit(t *testing.T) {
	b := newBudget(2, 1, 2, time.Hour)
	var group sync.WaitGroup
	for i := range 8 {
		a := b.join(fmt.Sprint(i % 3))
		group.Go(func() {
			for n := range 500 {
				ctx, cancel := context.WithCancel(context.Background())
				if n%2 == 0 {
					go cancel()
				}
				if b.acquire(ctx, a, n%7 == 0, nil) == nil {
					b.release(a)
				}
				cancel()
			}
		})
	}
	group.Wait()
	if s := b.stats(); s.InUse != 0 || s.Waiting != 0 {
		t.Errorf("%+v", s)
	}
	if len(b.ring) != 0 || len(b.first) != 0 {
		t.Errorf("%d accounts in the rings", len(b.ring)+len(b.first))
	}
}

func TestIdleConnectionsClose(t *testing.T) {
	w := newWorld(t, func(p *Provider) { p.Idle = 30 })
	acme := w.tenant("acme").on("sqlite:acme.db", "own")
	b := w.start().budget
	if s := w.Stats(); s.Idle == 0 {
		t.Fatalf("nothing is idle: %+v", s)
	}
	b.mu.Lock()
	for p := b.idle.first; p != nil; p = p.next {
		p.since = p.since.Add(-time.Hour)
	}
	b.mu.Unlock()
	b.reap()
	if s := w.Stats(); s.Idle != 0 || s.Open != 0 || s.Expired == 0 {
		t.Errorf("after an hour: %+v", s)
	}
	if got := acme.text("SELECT text FROM secrets"); got != "own" {
		t.Errorf("afterwards %q", got)
	}
}

// 2 000 tenants live on 50 connections: more databases than connections is the
// normal case, and each answers with its own data.
func TestManyTenantsFewConnections(t *testing.T) {
	const tenants, connections = 2000, 50
	w := newWorld(t, func(p *Provider) { p.Connections, p.PerScope = connections, 4 })
	all := make([]*resident, tenants)
	next := make(chan int)
	var group sync.WaitGroup
	work := func(f func(i int)) {
		for range 100 { // more callers than connections
			group.Go(func() {
				for i := range next {
					f(i)
				}
			})
		}
		for i := range tenants {
			next <- i
		}
		close(next)
		group.Wait()
		next = make(chan int)
	}
	for i := range all {
		all[i] = w.tenant(fmt.Sprintf("t%d", i))
	}
	work(func(i int) {
		ctx := context.Background()
		r := all[i]
		u, err := mint(r.scope, fmt.Sprintf("sqlite:many/t%d.db?sync=normal", i))
		if err == nil {
			err = r.Use(ctx, u)
		}
		if err == nil {
			_, err = r.Exec(ctx, fmt.Sprintf("CREATE TABLE secrets (text); INSERT INTO secrets VALUES ('t%d')", i))
		}
		if err != nil {
			t.Errorf("t%d: %v", i, err)
		}
	})
	work(func(i int) {
		if got, err := first(context.Background(), all[i].Pool, "SELECT text FROM secrets"); err != nil || got != fmt.Sprintf("t%d", i) {
			t.Errorf("t%d reads %q, %v", i, got, err)
		}
	})
	s := w.Stats()
	if s.Open > connections || s.InUse != 0 || s.Evicted == 0 || s.Databases != tenants {
		t.Errorf("%+v", s)
	}
}
