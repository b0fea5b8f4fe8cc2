package sqldb

import (
	"context"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A budget is all connections of one provider. A permit is the right to use one;
// there are as many permits as connections may exist, so that whoever has a
// permit finds an idle connection, a free place, or an idle one of another
// database to close.
//
// Scopes wait in a ring, each with its own queue: a scope that queues a thousand
// calls delays another's by one turn, not by a thousand. Scopes that have fewer
// permits than the floor wait in a ring that goes first.
type budget struct {
	limit   int // connections that may exist
	floor   int // permits up to which a scope goes before those that have more
	ceiling int // permits that one scope may have
	idleFor time.Duration

	mu       sync.Mutex
	closed   bool                // guarded by mu, as is all below
	inUse    int                 // permits given out
	open     int                 // connections: in use, idle, or being opened
	accounts map[string]*account // by namespace
	ring     []*account          // whoever could have a permit if there were one, in turn
	first    []*account          // those of them that are below the floor
	dbs      map[dbKey]*database
	idle     idleList
	reaper   *time.Timer // nil while nothing is idle
	draining int         // databases that only calls in flight keep open
	counts   counters
}

type counters struct {
	opened, closed, evicted, rebound, expired, waited, refused uint64
	waiting                                                    int
}

// An account is the part that one scope has in the budget.
type account struct {
	name    string
	pools   int // that use it
	inUse   int
	queue   []*waiter
	inRing  bool
	inFirst bool // it may be in both: whoever falls below the floor does not wait behind others
}

// A waiter is one call that waits for a permit.
type waiter struct {
	ready  chan struct{} // closed with the permit
	exempt bool          // from the ceiling
}

func newBudget(limit, floor, ceiling int, idleFor time.Duration) *budget {
	return &budget{limit: limit, floor: floor, ceiling: ceiling, idleFor: idleFor, accounts: map[string]*account{}, dbs: map[dbKey]*database{}}
}

// join finds or makes the account of a scope; leave ends what join began.
func (b *budget) join(namespace string) *account {
	b.mu.Lock()
	defer b.mu.Unlock()
	a := b.accounts[namespace]
	if a == nil {
		a = &account{name: namespace}
		b.accounts[namespace] = a
	}
	a.pools++
	return a
}

func (b *budget) leave(a *account) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if a.pools--; a.pools == 0 {
		delete(b.accounts, a.name)
	}
}

func (b *budget) eligible(a *account) bool {
	return len(a.queue) > 0 && (a.inUse < b.ceiling || a.queue[0].exempt)
}

// acquire waits for a permit. Opening a database is exempt from the ceiling, or a
// scope with its hands full could never move. gone ends the wait as well.
func (b *budget) acquire(ctx context.Context, a *account, exempt bool, gone <-chan struct{}) error {
	b.mu.Lock()
	if b.closed {
		b.mu.Unlock()
		return errClosed
	}
	if b.inUse < b.limit && (exempt || a.inUse < b.ceiling && len(a.queue) == 0) {
		b.inUse++
		a.inUse++
		b.mu.Unlock()
		return nil
	}
	w := &waiter{ready: make(chan struct{}), exempt: exempt}
	if exempt {
		a.queue = append([]*waiter{w}, a.queue...)
	} else {
		a.queue = append(a.queue, w)
	}
	b.counts.waited++
	b.counts.waiting++
	b.enter(a)
	b.mu.Unlock()

	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
	case <-gone:
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	select {
	case <-w.ready: // it came at the same moment; somebody else may have it
		b.giveBack(a)
	default:
		b.drop(a, w)
	}
	b.counts.refused++
	if ctx.Err() == nil {
		return errGone
	}
	return &sig.Error{Code: sig.CodeLimited, Expected: "a free connection; this scope or all scopes together have as many in use as they may", Cause: ctx.Err()}
}

// release gives a permit back.
func (b *budget) release(a *account) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.giveBack(a)
}

// giveBack passes permits on, one turn for each scope. b.mu is held.
func (b *budget) giveBack(a *account) {
	b.inUse--
	a.inUse--
	b.enter(a)
	for b.inUse < b.limit {
		next := b.turn()
		if next == nil {
			return
		}
		w := next.queue[0]
		next.queue = next.queue[1:]
		b.inUse++
		next.inUse++
		b.counts.waiting--
		close(w.ready)
		b.enter(next)
	}
}

// turn takes the account whose turn it is off its ring, nil when nobody could use
// a permit. b.mu is held.
func (b *budget) turn() *account {
	for _, ring := range []*[]*account{&b.first, &b.ring} {
		for len(*ring) > 0 {
			next := (*ring)[0]
			*ring = (*ring)[1:]
			if ring == &b.first {
				next.inFirst = false
			} else {
				next.inRing = false
			}
			if b.eligible(next) {
				return next
			}
		}
	}
	return nil
}

// enter puts an account at the end of its ring when it could use a permit. b.mu is held.
func (b *budget) enter(a *account) {
	switch {
	case !b.eligible(a):
	case a.inUse < b.floor && !a.inFirst:
		b.first, a.inFirst = append(b.first, a), true
	case a.inUse >= b.floor && !a.inRing:
		b.ring, a.inRing = append(b.ring, a), true
	}
}

// drop takes a waiter off its queue. b.mu is held.
func (b *budget) drop(a *account, w *waiter) {
	for i, x := range a.queue {
		if x == w {
			a.queue = append(a.queue[:i:i], a.queue[i+1:]...)
			b.counts.waiting--
			break
		}
	}
	b.enter(a) // the one behind may be exempt, or the one before was not
}

var (
	errClosed = &sig.Error{Code: sig.CodeDraining, Expected: "a provider of databases that is active"}
	errGone   = &sig.Error{Code: sig.CodeInstanceGone}
)

func (b *budget) stats() Stats {
	b.mu.Lock()
	defer b.mu.Unlock()
	return Stats{
		Limit: b.limit, Open: b.open, InUse: b.inUse, Idle: b.idle.n,
		Scopes: len(b.accounts), Databases: len(b.dbs), Waiting: b.counts.waiting,
		Opened: b.counts.opened, Closed: b.counts.closed, Evicted: b.counts.evicted, Rebound: b.counts.rebound,
		Expired: b.counts.expired, Waited: b.counts.waited, Refused: b.counts.refused,
		Draining: b.draining,
	}
}
