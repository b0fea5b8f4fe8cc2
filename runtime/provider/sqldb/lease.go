package sqldb

import (
	"context"
	"database/sql/driver"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A lease is the use of one connection, with its permit, from borrow to finish.
// Its lock serialises what reaches the connection: the statements of a
// transaction that several goroutines share, and the end of the pool.
type lease struct {
	pool *pool
	bind *binding

	mu   sync.Mutex
	c    *pooled // guarded by mu; nil when the lease is over
	open int     // guarded by mu; cursors that are being read
}

var errNoDatabase = &sig.Error{Code: sig.CodeDenied, Expected: "a database in use: call Use with a URL from the settings first"}

// borrow waits for a connection to the database in force, for a call whose context is asked here.
func (p *pool) borrow(ctx context.Context) (*callCtx, *lease, error) {
	if err := p.scope.Admits(ctx); err != nil {
		return nil, nil, err
	}
	call := p.call(ctx)
	p.mu.Lock()
	b := p.cur
	if b == nil {
		p.mu.Unlock()
		return nil, nil, errNoDatabase
	}
	b.leases++
	p.mu.Unlock()
	l, err := p.lend(call, b)
	return call, l, err
}

// lend makes a lease of a binding that counts it already.
func (p *pool) lend(ctx *callCtx, b *binding) (*lease, error) {
	if err := p.budget.acquire(ctx, p.acct, false, p.life.Done()); err != nil {
		p.unbind(b)
		return nil, err
	}
	c, err := p.budget.checkout(ctx, b.db)
	if err != nil {
		p.budget.release(p.acct)
		p.unbind(b)
		return nil, err
	}
	l := &lease{pool: p, bind: b, c: c}
	p.mu.Lock()
	ended := p.ended.Load()
	if !ended {
		p.leases[l] = struct{}{}
	}
	p.mu.Unlock()
	if ended {
		l.finish()
		return nil, p.scope.Err()
	}
	return l, nil
}

// unbind ends one lease of a binding.
func (p *pool) unbind(b *binding) {
	p.mu.Lock()
	b.leases--
	last := b.retired && b.leases == 0
	if last {
		p.draining--
	}
	p.mu.Unlock()
	if last {
		p.budget.drains(-1)
		p.budget.unref(b.db)
	}
}

// finish returns the connection; further calls do nothing.
func (l *lease) finish() { l.over(true) }

// abort ends a lease that its owner left behind; the connection is closed, and
// with that whatever was open on it.
func (l *lease) abort() { l.over(false) }

func (l *lease) over(keep bool) {
	l.mu.Lock()
	c, open := l.c, l.open
	l.c = nil
	l.mu.Unlock()
	if c == nil {
		return
	}
	p := l.pool
	p.mu.Lock()
	delete(p.leases, l)
	p.mu.Unlock()
	p.budget.checkin(c, keep && open == 0)
	p.budget.release(p.acct)
	p.unbind(l.bind)
}

// on runs f with the connection, or answers that the lease is over.
func (l *lease) on(f func(c conn) error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.c == nil {
		if err := l.pool.scope.Err(); err != nil {
			return err
		}
		return errOver
	}
	return f(l.c.conn)
}

var errOver = &sig.Error{Code: sig.CodeDenied, Expected: "a Tx or Rows that is still open: this one has ended"}

// read begins a query; l.mu is held.
func (l *lease) read(call *callCtx, c conn, text string, args []driver.NamedValue) (*Rows, error) {
	cur, err := c.Query(call, text, args)
	if err != nil {
		return nil, err
	}
	l.open++
	names := cur.Columns()
	return &Rows{lease: l, ctx: call, cur: cur, names: names, values: make([]driver.Value, len(names))}, nil
}
