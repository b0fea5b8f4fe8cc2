package sqldb

import (
	"context"
	"time"
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
	unhold, err := e.hold(ctx, t)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	k := dbKey{t.key, t.mode}
	db := b.dbs[k]
	if db != nil && db.target.at != t.at {
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
	if k := (dbKey{db.target.key, db.target.mode}); b.dbs[k] == db {
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
		p.close()
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
// free place, or a new one in the place of the longest idle of any database.
func (b *budget) checkout(ctx context.Context, db *database) (*pooled, error) {
	b.mu.Lock()
	if n := len(db.free); n > 0 {
		p := db.free[n-1]
		db.free = db.free[:n-1]
		b.idle.remove(p)
		b.mu.Unlock()
		return p, nil
	}
	var evicted *pooled
	if b.open >= b.limit && b.idle.first != nil {
		evicted = b.idle.first
		b.takeIdle(evicted)
		b.counts.evicted++
	}
	b.open++
	b.mu.Unlock()
	if evicted != nil {
		evicted.close()
	}
	c, err := db.engine.open(ctx, db.target)
	b.mu.Lock()
	defer b.mu.Unlock()
	if err != nil {
		b.open--
		return nil, err
	}
	b.counts.opened++
	return &pooled{conn: c, db: db}, nil
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
	ok := keep && p.reusable()
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
	p.close()
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
		p.close()
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
		p.close()
	}
}
