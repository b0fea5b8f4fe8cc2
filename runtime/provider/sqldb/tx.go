package sqldb

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Tx is a transaction, inside the function given to InTx and nowhere else:
// afterwards it answers ErrDenied. It is safe for concurrent use; its statements
// run one after the other. Its zero value answers ErrDenied.
type Tx struct{ t *tx }

type tx struct {
	lease *lease
	ctx   context.Context
	ended bool           // guarded by lease.mu
	rows  map[*Rows]bool // guarded by lease.mu; those being read
}

// InTx runs f in one transaction: it commits when f returns nil and rolls back
// when f returns an error, which InTx returns as it is, or panics, which goes on.
// Rows that f left open are closed. Statements that begin or end transactions are
// refused inside. Other writers of the database wait meanwhile, so a write by
// the Pool inside f waits for itself until it gives up.
func (p Pool) InTx(ctx context.Context, f func(tx Tx) error) error {
	if p.h == nil {
		return errNoKernel
	}
	if f == nil {
		return p.h.named(invalid("", "a function"))
	}
	call, l, err := p.h.borrow(ctx)
	if err != nil {
		return p.h.named(err)
	}
	return p.h.transact(call, l, f)
}

// transact runs f in one transaction of a lease, and ends the lease.
func (p *pool) transact(call *callCtx, l *lease, f func(tx Tx) error) error {
	defer l.finish()
	if err := l.on(func(c conn) error { return c.Begin(call) }); err != nil {
		return p.named(err)
	}
	t := &tx{lease: l, ctx: call, rows: map[*Rows]bool{}}
	// Without a recover, so that a panic passes with its own stack, and Goexit too.
	defer t.rollback()
	if err := f(Tx{t}); err != nil {
		return err
	}
	return p.named(t.commit())
}

// commit ends the transaction well. When it fails, rollback follows.
func (t *tx) commit() error {
	return t.on(func(c conn) error {
		t.closeRows()
		if err := c.Commit(t.ctx); err != nil {
			return err
		}
		t.ended = true
		return nil
	})
}

// rollback undoes what was not committed; the connection goes when that fails.
func (t *tx) rollback() {
	t.lease.on(func(c conn) error {
		if t.ended {
			return nil
		}
		t.ended = true
		t.closeRows()
		return c.Rollback()
	})
}

// closeRows closes what f left open. lease.mu is held.
func (t *tx) closeRows() {
	for r := range t.rows {
		r.cur.Close()
		t.lease.open--
	}
	clear(t.rows)
}

// on runs f with the connection while the transaction goes on. An interrupted
// write makes SQLite roll back by itself; what came after would be outside of
// any transaction, so it is refused.
func (t *tx) on(f func(c conn) error) error {
	return t.lease.on(func(c conn) error {
		switch {
		case t.ended:
			return errOver
		case !c.InTx():
			return errRolledBack
		case t.ctx.Err() != nil:
			return ctxError(t.ctx, "a transaction within its time")
		}
		return f(c)
	})
}

var errRolledBack = &sig.Error{Code: sig.CodeFailed, Expected: "a transaction that goes on: an earlier error rolled this one back"}

// Query is Pool.Query inside the transaction.
func (t Tx) Query(ctx context.Context, query string, args ...any) (*Rows, error) {
	if t.t == nil {
		return nil, errNoTx
	}
	pool := t.t.lease.pool
	in, err := arguments(query, args)
	if err != nil {
		return nil, pool.named(err)
	}
	call := pool.call(ctx)
	var r *Rows
	err = t.t.on(func(c conn) (err error) {
		if r, err = t.t.lease.read(call, c, query, in); err == nil {
			r.tx = t.t
			t.t.rows[r] = true
		}
		return err
	})
	return r, pool.named(err)
}

// Exec is Pool.Exec inside the transaction.
func (t Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	if t.t == nil {
		return 0, errNoTx
	}
	pool := t.t.lease.pool
	in, err := arguments(query, args)
	if err != nil {
		return 0, pool.named(err)
	}
	call := pool.call(ctx)
	var n int64
	err = t.t.on(func(c conn) (err error) {
		n, err = c.Exec(call, query, in)
		return err
	})
	return n, pool.named(err)
}

var errNoTx = &sig.Error{Code: sig.CodeDenied, Expected: "the Tx that Pool.InTx gives to its function"}
