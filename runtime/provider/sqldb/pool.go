package sqldb

import (
	"context"
	"sync"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/internal/plain"
)

// Pool is one scope's way to its database. It is safe for concurrent use, and
// copies share the database in use. Its zero value answers ErrDenied, one kept
// after its owner's removal ErrInstanceGone.
//
// A call holds a connection while it runs: Query until its Rows are closed, InTx
// until it returns. A scope has a ceiling of connections, so a call made between
// needs another one; within InTx use the Tx.
type Pool struct{ h *pool }

type pool struct {
	scope  sig.Scope
	owner  string
	on     *running
	budget *budget
	acct   *account

	ended atomic.Bool
	life  context.Context // done when ended
	kill  context.CancelFunc
	using chan struct{} // one Use at a time; holds one token

	mu       sync.Mutex
	cur      *binding            // guarded by mu, as is all below; nil before the first Use
	opening  URL                 // that a Use is opening
	refused  error               // of the last Use
	draining int                 // bindings that calls in flight keep
	leases   map[*lease]struct{} // connections in use
}

// A binding is what one Use brought about. It goes when it is retired and its
// last lease has ended.
type binding struct {
	url     URL
	db      *database
	leases  int  // guarded by pool.mu
	retired bool // guarded by pool.mu
}

func newPool(s sig.Scope, on *running) *pool {
	p := &pool{
		scope: s, owner: ownerOf(s), on: on, budget: on.budget, acct: on.budget.join(s.Namespace()),
		using: make(chan struct{}, 1), leases: map[*lease]struct{}{},
	}
	p.life, p.kill = context.WithCancel(context.Background())
	s.OnEnd(p.end)
	return p
}

// Use puts the database that u names in force: it opens that one first, then
// calls that begin go there. Calls in flight, open Rows and transactions finish
// on the one they began with, which closes with the last of them; Use does not
// wait for that. When Use fails, what was in force stays. Using the same URL
// again does nothing.
//
// u must come from this scope's settings: another tenant's is ErrScope, the zero
// URL ErrDenied. A database that belongs to another tenant is ErrScope.
func (p Pool) Use(ctx context.Context, u URL) error {
	if p.h == nil {
		return errNoKernel
	}
	return p.h.use(ctx, u, nil)
}

// UsePrepared is Use with a step before the database comes into force: prepare
// runs in one transaction there, to make its tables or bring them up to date, while calls
// still go to the one before. So no call meets a database that is not ready. When
// prepare fails or panics, what was in force stays, and its error is returned as
// it is. It does not run when the URL is in force already.
func (p Pool) UsePrepared(ctx context.Context, u URL, prepare func(tx Tx) error) error {
	if p.h == nil {
		return errNoKernel
	}
	if prepare == nil {
		return p.h.named(invalid("", "a function"))
	}
	return p.h.use(ctx, u, prepare)
}

func (p *pool) use(ctx context.Context, u URL, prepare func(tx Tx) error) (err error) {
	if err := p.scope.Admits(ctx); err != nil {
		return err
	}
	if u == (URL{}) {
		return &sig.Error{Code: sig.CodeDenied, Instance: p.scope.Instance(), Expected: "a URL read from this scope's settings, not the zero URL"}
	}
	call := p.call(ctx)
	loc := u.location()
	if loc.Owner != p.owner {
		return p.named(&sig.Error{Code: sig.CodeScope, Expected: "a URL read from this scope's own settings"})
	}
	select {
	case p.using <- struct{}{}:
		defer func() { <-p.using }()
	case <-call.Done():
		return p.named(ctxError(call, "another Use to end"))
	case <-p.life.Done():
		return p.scope.Err()
	}
	p.mu.Lock()
	same := p.cur != nil && p.cur.url == u
	p.opening, p.refused = u, nil
	if same {
		p.opening = URL{}
	}
	p.mu.Unlock()
	if same {
		return nil
	}
	db, err := p.openDatabase(call, loc)
	if err != nil {
		err = p.named(err)
		p.mu.Lock()
		p.opening, p.refused = URL{}, err
		p.mu.Unlock()
		return err
	}
	b := &binding{url: u, db: db}
	inForce := false
	defer func() {
		if !inForce {
			p.budget.unref(db)
			p.mu.Lock()
			p.opening, p.refused = URL{}, err
			p.mu.Unlock()
		}
	}()
	if prepare != nil {
		b.leases++ // nobody else has it yet
		l, err := p.lend(call, b)
		if err != nil {
			return p.named(err)
		}
		if err := p.transact(call, l, prepare); err != nil {
			return err
		}
	}
	if inForce = p.swap(b); !inForce {
		return p.scope.Err()
	}
	return nil
}

// openDatabase claims the database and opens a first connection, so that a wrong
// one shows before anything depends on it.
func (p *pool) openDatabase(ctx *callCtx, loc location) (*database, error) {
	by := claimant{Owner: p.owner, Namespace: p.scope.Namespace()}
	e, err := p.on.engine(loc.Engine)
	if err != nil {
		return nil, err
	}
	t, err := e.Claim(ctx, loc, by)
	if err != nil {
		return nil, err
	}
	if err := p.budget.acquire(ctx, p.acct, true, p.life.Done()); err != nil {
		return nil, err
	}
	defer p.budget.release(p.acct)
	db, err := p.budget.ref(ctx, e, t)
	if err != nil {
		return nil, err
	}
	c, err := p.budget.checkout(ctx, db)
	if err != nil {
		p.budget.unref(db)
		return nil, err
	}
	p.budget.checkin(c, true)
	return db, nil
}

// swap puts a binding in force; false when the scope has ended.
func (p *pool) swap(b *binding) bool {
	p.mu.Lock()
	if p.ended.Load() {
		p.mu.Unlock()
		return false
	}
	old := p.cur
	p.cur, p.opening = b, URL{}
	idle := p.retire(old)
	p.mu.Unlock()
	if idle {
		p.budget.unref(old.db)
	}
	return true
}

// retire takes a binding out of force and reports whether nothing uses it any
// more. p.mu is held.
func (p *pool) retire(b *binding) bool {
	if b == nil {
		return false
	}
	b.retired = true
	if b.leases > 0 {
		p.draining++
		p.budget.drains(1)
	}
	return b.leases == 0
}

// end is the death of the pool: nothing begins any more, and what its owner left
// open, rows or a transaction, is interrupted, rolled back and closed.
func (p *pool) end() {
	p.mu.Lock()
	p.ended.Store(true)
	p.kill()
	old := p.cur
	p.cur = nil
	idle := p.retire(old)
	left := make([]*lease, 0, len(p.leases))
	for l := range p.leases {
		left = append(left, l)
	}
	p.mu.Unlock()
	for _, l := range left {
		l.abort()
	}
	if idle {
		p.budget.unref(old.db)
	}
	p.budget.leave(p.acct)
}

// Query runs one statement and returns its rows, which hold a connection until
// they are closed or read to the end. args are values, sql.Named or driver.Valuer.
func (p Pool) Query(ctx context.Context, query string, args ...any) (*Rows, error) {
	if p.h == nil {
		return nil, errNoKernel
	}
	in, err := arguments(query, args)
	if err != nil {
		return nil, p.h.named(err)
	}
	call, l, err := p.h.borrow(ctx)
	if err != nil {
		return nil, p.h.named(err)
	}
	var r *Rows
	err = l.on(func(c conn) (err error) {
		r, err = l.read(call, c, query, in)
		return err
	})
	if err != nil {
		l.finish()
		return nil, p.h.named(err)
	}
	r.owns = true
	return r, nil
}

// Exec runs a statement, or several when there are no args, and returns how many
// rows the last of them that changed any changed itself.
func (p Pool) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	if p.h == nil {
		return 0, errNoKernel
	}
	in, err := arguments(query, args)
	if err != nil {
		return 0, p.h.named(err)
	}
	call, l, err := p.h.borrow(ctx)
	if err != nil {
		return 0, p.h.named(err)
	}
	defer l.finish()
	var n int64
	err = l.on(func(c conn) (err error) {
		n, err = c.Exec(call, query, in)
		return err
	})
	return n, p.h.named(err)
}

// named adds whose pool it was to an error of ours.
func (p *pool) named(err error) error {
	e, ok := err.(*sig.Error)
	if !ok || e == nil {
		return err
	}
	if p.ended.Load() {
		return p.scope.Err()
	}
	if e.Instance != "" {
		return e
	}
	named := *e
	named.Instance = p.scope.Instance()
	return &named
}

// A callCtx is what a call's context says, and ends with the pool too. Its Done is the
// call's alone; engines that wait for it join the pool's life to it. The
// context itself, which may be the component's own code, is asked while nothing is held, and never again.
type callCtx struct {
	plain.Context
	pool *pool
}

func (p *pool) call(ctx context.Context) *callCtx { return &callCtx{plain.Of(ctx), p} }

func (c *callCtx) Err() error {
	if c.pool.ended.Load() {
		return context.Canceled
	}
	return c.Context.Err()
}

// Life is done when the pool has ended.
func (c *callCtx) Life() context.Context { return c.pool.life }
