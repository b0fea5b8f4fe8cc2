package core

import (
	"context"
	"slices"
	"time"
)

// An Observer is told of what becomes of instances: logs and counts are made of it. One that is
// a CallObserver, a WorkObserver or a TracePropagator besides is told of that too. Implementations are
// safe for concurrent use; a panic in one stays in it. None of its methods is called while
// the kernel holds a lock, so it may ask the kernel anything, but see Observe.
type Observer interface {
	// Observe is called once for each event, in the order in which the events happened, on a goroutine of
	// the kernel's own, some time after the event: a slow observer delays the events to come and nothing
	// else. It must not call Settled or Shutdown, which wait for it.
	Observe(e KernelEvent)
}

// A CallObserver is an Observer that is told of every call that runs here: spans and
// metrics are made of it. While there is none a call pays nothing for it.
type CallObserver interface {
	Observer
	// BeginCall is called before a call runs, on its goroutine. from is the context
	// of whoever calls, whose values do not reach the runnable when the tenant changes; ctx is
	// the one that the runnable would get, and the result the one that it gets: derived
	// from ctx, nil for ctx itself. end is called once when the call has ended, on the goroutine
	// that ended it; it may be nil.
	BeginCall(from, ctx context.Context, c CallInfo) (inner context.Context, end func(err error, took time.Duration))
	// CallRefused is called once for a call that did not run, with the context of whoever calls: what it names is not there or is not its
	// caller's, is draining or gone, or a limit, a deadline or a full process kept the call out.
	CallRefused(ctx context.Context, c CallInfo, err error)
}

// A WorkObserver is an Observer that is told when a goroutine begins to work in an instance
// other than in a call: profile labels are made of it.
type WorkObserver interface {
	Observer
	// BeginWork is called on the goroutine that works, and end, which may be nil, on the same one
	// when the work is done. ctx is of whoever has it done.
	BeginWork(ctx context.Context, w WorkInfo) (end func())
}

// A TracePropagator is an Observer that knows how a trace goes from process to process, as the
// two headers of W3C Trace Context (https://www.w3.org/TR/trace-context/).
type TracePropagator interface {
	Observer
	// InjectTrace says which trace ctx belongs to; empty texts for none.
	InjectTrace(ctx context.Context) (traceparent, tracestate string)
	// ExtractTrace puts a trace from another process into ctx. The texts are the peer's: they may be anything.
	ExtractTrace(ctx context.Context, traceparent, tracestate string) context.Context
}

// An ObserverSource is what a provider of telemetry implements: the kernel tells
// its Observer while the provider is active.
type ObserverSource interface{ Observer() Observer }

// CallInfo says which call an Observer is told of. Nothing of it comes from params.
type CallInfo struct {
	Runnable  string // "tenant-db.query"; "" when a call was refused that names none
	Component string // "" when a call was refused before it was known who serves it
	Instance  string // as Component
	Tenant    string // for whom the call is made; "" for none, and for one that has no instances here
	TenantKey TenantKey
	Caller    Caller // the call's own: as whom its runnable acts
}

// A TenantKey stands for a tenant as long as that has instances here: one that is removed
// and made again has another. It is comparable; the zero TenantKey is nobody's.
type TenantKey struct {
	k *Kernel
	t *tenant
}

// Name is the tenant's name, "" for the zero TenantKey.
func (t TenantKey) Name() string {
	if t.t == nil {
		return ""
	}
	return t.t.name
}

// Present reports whether the tenant has instances still. It takes no lock.
func (t TenantKey) Present() bool {
	return t.t != nil && t.k.tenantOf(t.t.name) == t.t
}

// WithObserver tells o what happens, beside every other Observer that there is.
func WithObserver(o Observer) Option {
	return optionFunc(func(k *Kernel) { k.watchWith(nil, o) })
}

// WithLatency has the kernel measure how long calls take, for Status, also while nobody observes them.
// A call pays two clock readings and two allocations for it.
func WithLatency() Option {
	return optionFunc(func(k *Kernel) {
		k.measuring = true
		k.guards.Or(guardObserve)
	})
}

// observers are those that there are now. It is immutable.
type observers struct {
	all    []observing
	calls  []CallObserver
	works  []WorkObserver
	traces TracePropagator // the first that is one
}

// observing is one observer, and which provider it is of.
type observing struct {
	o    Observer
	from *inst
}

func observersOf(all []observing) *observers {
	if len(all) == 0 {
		return nil
	}
	os := &observers{all: all}
	for _, x := range all {
		if c, ok := x.o.(CallObserver); ok {
			os.calls = append(os.calls, c)
		}
		if w, ok := x.o.(WorkObserver); ok {
			os.works = append(os.works, w)
		}
		if t, ok := x.o.(TracePropagator); ok && os.traces == nil {
			os.traces = t
		}
	}
	return os
}

// changeObservers puts others in place, and has calls look or not.
func (k *Kernel) changeObservers(f func(all []observing) []observing) {
	k.observing.Lock()
	defer k.observing.Unlock()
	var all []observing
	if old := k.observers.Load(); old != nil {
		all = slices.Clone(old.all)
	}
	next := observersOf(f(all))
	k.observers.Store(next)
	if next != nil && len(next.calls) > 0 || k.measuring {
		if k.guards.Or(guardObserve)&guardObserve == 0 {
			k.eachGuards(func(b *Mounted) { // others look at k.guards once they are up
				b.guards.Or(guardObserve)
				b.shut()
			})
		}
		return
	}
	if k.guards.And(^guardObserve)&guardObserve != 0 {
		k.eachGuards(func(b *Mounted) { b.guards.And(^guardObserve) })
	}
}

func (k *Kernel) eachGuards(f func(b *Mounted)) {
	k.exact.each(func(i *inst) {
		if b := i.live.Load(); b != nil {
			f(b)
		}
	})
}

// watchWith tells an observer from now on; i is the provider whose it is, nil for the host's.
func (k *Kernel) watchWith(i *inst, o Observer) {
	if o != nil {
		k.changeObservers(func(all []observing) []observing { return append(all, observing{o, i}) })
	}
}

// unwatch ends what watchWith began for a provider.
func (k *Kernel) unwatch(i *inst) {
	if os := k.observers.Load(); os == nil || !slices.ContainsFunc(os.all, func(x observing) bool { return x.from == i }) {
		return
	}
	k.changeObservers(func(all []observing) []observing {
		return slices.DeleteFunc(all, func(x observing) bool { return x.from == i })
	})
}

// callInfo describes the call of a Pass.
func (p *Pass) callInfo(t *tenant) CallInfo {
	k := p.b.inst.k
	c := CallInfo{Runnable: p.name(), Component: p.b.inst.spec.Component, Instance: p.b.inst.name}
	c.of(k, t)
	c.Caller, _ = CallerOf(p.Ctx)
	return c
}

func (c *CallInfo) of(k *Kernel, t *tenant) {
	if t != nil {
		c.Tenant, c.TenantKey = t.name, TenantKey{k, t}
	}
}

// whoCalls is the context of whoever made the call that ctx was made for: what the kernel put
// around it for this call is taken off.
func whoCalls(ctx context.Context) context.Context {
	for {
		switch c := ctx.(type) {
		case *deadlineCtx:
			ctx = c.Context
		case *optsCtx:
			ctx = c.Context
		case *callCtx:
			if c.observed { // the caller's own, that its runnable got
				return ctx
			}
			ctx = c.Context
		default:
			return ctx
		}
	}
}

// observe tells the observers of a call that runs.
func (k *Kernel) observe(p *Pass, t *tenant) {
	os := k.observers.Load()
	if os == nil || len(os.calls) == 0 {
		return
	}
	from, info := whoCalls(p.Ctx), p.callInfo(t)
	ctx := p.Ctx
	var ends []func(error, time.Duration)
	for _, o := range os.calls {
		inner, end := begin(o, from, ctx, info)
		if inner != nil {
			ctx = inner
		}
		if end != nil {
			ends = append(ends, end)
		}
	}
	in := whoIs(p.Ctx).inside(ctx, entryOf(p.Ctx))
	in.observed = true
	p.Ctx = in
	if len(ends) > 0 {
		p.extra.guarded.watch = func(err error, took time.Duration) {
			for _, end := range slices.Backward(ends) {
				protect(func() { end(err, took) })
			}
		}
	}
}

// begin is BeginCall, whose panic stays in it.
func begin(o CallObserver, from, ctx context.Context, c CallInfo) (inner context.Context, end func(error, time.Duration)) {
	defer func() {
		if recover() != nil {
			inner, end = nil, nil
		}
	}()
	return o.BeginCall(from, ctx, c)
}

// protect keeps the panic of others' code in it.
func protect(f func()) {
	defer func() { _ = recover() }()
	f()
}

// observeRefusal tells the observers of a call that was let in and did not run.
func (k *Kernel) observeRefusal(p *Pass, t *tenant, err error) {
	if os := k.observers.Load(); os != nil && len(os.calls) > 0 {
		os.refused(whoCalls(p.Ctx), p.callInfo(t), err)
	}
}

func (os *observers) refused(ctx context.Context, c CallInfo, err error) {
	for _, o := range os.calls {
		protect(func() { o.CallRefused(ctx, c, err) })
	}
}

// turnedAway tells the observers of a call that does not get as far as an instance, and returns
// its error. spec is nil when the call names no runnable that there is; target is who the host meant.
func (k *Kernel) turnedAway(ctx context.Context, spec *ContractSpec, m int, target string, err error) error {
	if k == nil {
		return err
	}
	os := k.observers.Load()
	if os == nil || len(os.calls) == 0 || err == nil {
		return err
	}
	var c CallInfo
	if spec != nil {
		c.Runnable = spec.runnable(m)
	}
	c.Caller, _ = CallerOf(ctx)
	if own := c.Caller.Tenant(); own != "" {
		target = own // whoever acts for a tenant is counted as that one, whatever he named
	}
	if target != "" {
		c.of(k, k.tenantOf(target))
	}
	os.refused(ctx, c, err)
	return err
}

// runnableNamed finds the runnable that a call names, for an observer.
func (k *Kernel) runnableNamed(name string) (*ContractSpec, int) {
	owner, runnable, ok := splitName(name)
	if !ok {
		return nil, 0
	}
	if i := k.exact.get(owner); i != nil {
		if c, m := i.runnable(runnable); c != nil {
			return c, m
		}
	}
	if r := k.route(owner); r != nil {
		if m := r.spec.method(runnable); m >= 0 {
			return r.spec, m
		}
	}
	return nil, 0
}

// lostByName is turnedAway of a call by name.
func (k *Kernel) lostByName(ctx context.Context, name, target string, err error) error {
	if k == nil || k.observers.Load() == nil {
		return err
	}
	spec, m := k.runnableNamed(name)
	return k.turnedAway(ctx, spec, m, target, err)
}

// injectTrace has an envelope say which trace its call belongs to.
func (k *Kernel) injectTrace(ctx context.Context, e *Envelope) {
	if os := k.observers.Load(); os != nil && os.traces != nil {
		protect(func() { e.TraceParent, e.TraceState = os.traces.InjectTrace(ctx) })
	}
}

// extractTrace puts the trace of an envelope into the context of its call.
func (k *Kernel) extractTrace(ctx context.Context, e *Envelope) (out context.Context) {
	out = ctx
	if os := k.observers.Load(); os != nil && os.traces != nil && e.TraceParent != "" {
		protect(func() {
			if in := os.traces.ExtractTrace(ctx, e.TraceParent, e.TraceState); in != nil {
				out = in
			}
		})
	}
	return out
}
