package core

import (
	"context"
	"sync/atomic"
	"time"
)

// An Observer is told of every call that runs: spans, metrics and profile labels
// are made of it. While there is none a call pays nothing for it. Implementations are safe
// for concurrent use; a panic in one stays in it.
type Observer interface {
	// BeginCall is called before a call runs, on its goroutine. from is the context
	// of whoever calls, whose values do not reach the runnable when the tenant changes; ctx is
	// the one that the runnable would get, and the result the one that it gets: derived
	// from ctx, nil for ctx itself. end is called when the call has ended, on the same
	// goroutine; it may be nil.
	BeginCall(from, ctx context.Context, c CallInfo) (inner context.Context, end func(err error, took time.Duration))
	// CallRefused is called for a call that a limit, a deadline or a full process kept out.
	CallRefused(ctx context.Context, c CallInfo, err error)
	// TenantGone is called when the last instance of a tenant has gone.
	TenantGone(tenant string)
}

// An ObserverSource is what a provider of telemetry implements: the kernel tells
// its Observer of calls while it is active.
type ObserverSource interface{ Observer() Observer }

// CallInfo says which call an Observer is told of.
type CallInfo struct {
	Runnable  string // "tenant-db.query"
	Component string
	Instance  string
	Tenant    string // for whom the call is made; "" for none
	Caller    Caller
}

// WithObserver tells o of calls; it wins over a provider of telemetry.
func WithObserver(o Observer) Option {
	return optionFunc(func(k *Kernel) {
		if o != nil {
			k.observer.Store(&observing{o: o})
			k.guards.Or(guardObserve)
		}
	})
}

// observing is the observer that there is, and which provider it is of.
type observing struct {
	o    Observer
	from *inst
}

// watchWith tells a provider's observer of calls from now on, unless there is one.
func (k *Kernel) watchWith(i *inst, o Observer) {
	if o == nil || !k.observer.CompareAndSwap(nil, &observing{o: o, from: i}) {
		return
	}
	k.guards.Or(guardObserve)
	k.exact.each(func(i *inst) { // those that are up already; others look at k.guards once they are
		if b := i.live.Load(); b != nil {
			b.guards.Or(guardObserve)
			b.shut()
		}
	})
}

// unwatch ends what watchWith began.
func (k *Kernel) unwatch(i *inst) {
	o := k.observer.Load()
	if o == nil || o.from != i {
		return
	}
	k.guards.And(^guardObserve)
	k.observer.Store(nil)
	k.exact.each(func(i *inst) {
		if b := i.live.Load(); b != nil {
			b.guards.And(^guardObserve)
		}
	})
}

// callInfo describes the call of a Pass.
func (p *Pass) callInfo(t *tenant) CallInfo {
	c := CallInfo{Runnable: p.name(), Component: p.b.inst.spec.Component, Instance: p.b.inst.name}
	if t != nil {
		c.Tenant = t.name
	}
	c.Caller, _ = CallerOf(p.Ctx)
	return c
}

// observe tells the observer of a call that runs.
func (k *Kernel) observe(p *Pass, t *tenant) {
	o := k.observer.Load()
	if o == nil {
		return
	}
	defer func() { _ = recover() }() // the observer's own fault
	cc, _ := p.Ctx.(*callCtx)
	from := p.Ctx
	for cc != nil { // to the context of whoever calls
		if from = cc.Context; cc.sealed {
			break
		}
		cc, _ = from.(*callCtx)
	}
	inner, end := o.o.BeginCall(from, p.Ctx, p.callInfo(t))
	if inner != nil && inner != p.Ctx {
		p.Ctx = whoIs(p.Ctx).inside(inner, entryOf(p.Ctx))
	}
	if end != nil {
		g := p.extra.guarded
		g.watch = func(err error, took time.Duration) {
			defer func() { _ = recover() }()
			end(err, took)
		}
	}
}

// observeRefusal tells the observer of a call that did not run.
func (k *Kernel) observeRefusal(p *Pass, t *tenant, err error) {
	if o := k.observer.Load(); o != nil {
		defer func() { _ = recover() }()
		o.o.CallRefused(p.Ctx, p.callInfo(t), err)
	}
}

// tenantGone tells the observer that a tenant has.
func (k *Kernel) tenantGone(name string) {
	if o := k.observer.Load(); o != nil {
		defer func() { _ = recover() }()
		o.o.TenantGone(name)
	}
}

// measured is how long the calls of an instance took, of those that were measured.
type measured struct{ calls, total, longest atomic.Int64 }

func (b *Mounted) measure(took time.Duration) {
	r := b.rare.Load()
	if r == nil {
		b.mu.Lock()
		r = b.rarely()
		b.mu.Unlock()
	}
	m := &r.took
	m.calls.Add(1)
	m.total.Add(int64(took))
	for {
		old := m.longest.Load()
		if int64(took) <= old || m.longest.CompareAndSwap(old, int64(took)) {
			return
		}
	}
}
