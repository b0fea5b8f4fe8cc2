package sqldb

import (
	"context"
	"time"

	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// A dbKey tells open databases apart: their identity, and how they are opened.
type dbKey struct{ key, mode string }

// A database is one that at least one pool uses, with its idle connections. Its
// fields are guarded by the budget's lock.
type database struct {
	engine engine
	target target
	refs   int // pools, and drained ones whose last call has not ended
	free   []*pooled
	unhold func()
}

// A pooled connection is in use by one lease, or idle and in two lists.
type pooled struct {
	conn
	db         *database
	since      time.Time // idle since
	prev, next *pooled   // in idleList
}

// An idleList orders idle connections of all databases, the longest idle first.
type idleList struct {
	first, last *pooled
	n           int
}

func (l *idleList) push(p *pooled) {
	p.prev, p.next = l.last, nil
	if l.last != nil {
		l.last.next = p
	} else {
		l.first = p
	}
	l.last = p
	l.n++
}

func (l *idleList) remove(p *pooled) {
	if p.prev != nil {
		p.prev.next = p.next
	} else {
		l.first = p.next
	}
	if p.next != nil {
		p.next.prev = p.prev
	} else {
		l.last = p.prev
	}
	p.prev, p.next = nil, nil
	l.n--
}

// ref finds or makes the database of a target, and counts one more use.
func (b *budget) ref(ctx context.Context, e engine, t target) (*database, error) {
	unhold, err := e.Hold(ctx, t)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	k := dbKey{t.Key, t.Mode}
	db := b.dbs[k]
	if db != nil && db.target.At != t.At {
		// The file was replaced since: what is open stays with those who use it.
		db = nil
	}
	if db == nil {
		db = &database{engine: e, target: t, unhold: unhold}
		b.dbs[k] = db
		unhold = nil
	}
	db.refs++
	b.mu.Unlock()
	if unhold != nil {
		unhold()
	}
	return db, nil
}

// unref ends one use; the last one closes what is idle.
func (b *budget) unref(db *database) {
	b.mu.Lock()
	db.refs--
	if db.refs > 0 {
		b.mu.Unlock()
		return
	}
	if k := (dbKey{db.target.Key, db.target.Mode}); b.dbs[k] == db {
		delete(b.dbs, k)
	}
	closing := db.free
	db.free = nil
	for _, p := range closing {
		b.idle.remove(p)
	}
	b.open -= len(closing)
	b.counts.closed += uint64(len(closing))
	b.mu.Unlock()
	for _, p := range closing {
		p.Close()
	}
	if db.unhold != nil {
		db.unhold()
	}
}

// drains counts databases that are out of force and not yet closed.
func (b *budget) drains(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.draining += n
}

// uses reports whether a pool uses the database with this identity.
func (b *budget) uses(key string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	for k := range b.dbs {
		if k.key == key {
			return true
		}
	}
	return false
}

// checkout turns a permit into a connection to db: an idle one, or a new one in a
// free place, or the longest idle one of its group, or a new one in the place of
// the longest idle of any database. Whoever comes back to its own connection pays
// for nothing.
func (b *budget) checkout(ctx context.Context, db *database) (*pooled, error) {
	for {
		p, from := b.place(db)
		switch {
		case from == nil:
		case from == db:
			if p.Alive() {
				return p, nil
			}
			b.discard(p)
			continue
		case db.target.Group != "" && from.target.Group == db.target.Group:
			// Whatever holds it back, another connection may do.
			if p.Alive() && p.conn.(backend.Rebinder).Rebind(ctx, db.target) == nil {
				p.db = db
				return p, nil
			}
			p.Close()
			b.count(&b.counts.closed)
		default:
			p.Close()
		}
		c, err := db.engine.Open(ctx, db.target)
		b.mu.Lock()
		defer b.mu.Unlock()
		if err != nil {
			b.open--
			return nil, err
		}
		b.counts.opened++
		return &pooled{conn: c, db: db}, nil
	}
}

// place takes an idle connection off its lists, and returns it with the database
// that it was of; or finds that there is a free place, which it occupies. The
// place of a connection of another database goes over with it.
func (b *budget) place(db *database) (*pooled, *database) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if n := len(db.free); n > 0 {
		p := db.free[n-1]
		db.free = db.free[:n-1]
		b.idle.remove(p)
		return p, db
	}
	if b.open < b.limit || b.idle.first == nil {
		b.open++
		return nil, nil
	}
	p := b.idle.first
	if group := db.target.Group; group != "" {
		for x := p; x != nil; x = x.next {
			if x.db.target.Group == group {
				p = x
				break
			}
		}
	}
	b.takeIdle(p)
	b.open++
	if db.target.Group != "" && p.db.target.Group == db.target.Group {
		b.counts.closed-- // it goes on
		b.counts.rebound++
	} else {
		b.counts.evicted++
	}
	return p, p.db
}

func (b *budget) count(n *uint64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	*n++
}

// discard closes a connection that place took off the lists of its own database.
func (b *budget) discard(p *pooled) {
	b.mu.Lock()
	b.open--
	b.counts.closed++
	b.mu.Unlock()
	p.Close()
}

// takeIdle takes an idle connection off its lists, to be closed. b.mu is held.
func (b *budget) takeIdle(p *pooled) {
	b.idle.remove(p)
	free := p.db.free
	for i, x := range free {
		if x == p {
			p.db.free = append(free[:i], free[i+1:]...)
			break
		}
	}
	b.open--
	b.counts.closed++
}

// checkin takes a connection back, to be used again when keep says so and it is in order.
func (b *budget) checkin(p *pooled, keep bool) {
	ok := keep && p.Reset()
	b.mu.Lock()
	if ok && !b.closed && p.db.refs > 0 {
		p.since = time.Now()
		p.db.free = append(p.db.free, p)
		b.idle.push(p)
		if b.reaper == nil {
			b.reaper = time.AfterFunc(b.idleFor, b.reap)
		}
		b.mu.Unlock()
		return
	}
	b.open--
	b.counts.closed++
	b.mu.Unlock()
	p.Close()
}

// reap closes what has been idle for too long, and comes again for the next.
func (b *budget) reap() {
	b.mu.Lock()
	var closing []*pooled
	now := time.Now()
	for p := b.idle.first; p != nil && now.Sub(p.since) >= b.idleFor; p = b.idle.first {
		b.takeIdle(p)
		b.counts.expired++
		closing = append(closing, p)
	}
	b.reaper = nil
	if p := b.idle.first; p != nil && !b.closed {
		b.reaper = time.AfterFunc(b.idleFor-now.Sub(p.since), b.reap)
	}
	b.mu.Unlock()
	for _, p := range closing {
		p.Close()
	}
}

// close closes what is idle and lets nobody acquire a permit; connections in use
// close when they come back.
func (b *budget) close() {
	b.mu.Lock()
	b.closed = true
	if b.reaper != nil {
		b.reaper.Stop()
		b.reaper = nil
	}
	var closing []*pooled
	for p := b.idle.first; p != nil; p = b.idle.first {
		b.takeIdle(p)
		closing = append(closing, p)
	}
	b.mu.Unlock()
	for _, p := range closing {
		p.Close()
	}
}
