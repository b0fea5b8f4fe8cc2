package core

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// A Client is the way to one contract: what a generated client wraps. It holds
// its permission, as whom it calls and whom it may reach. The zero Client
// answers ErrDenied. It is safe for concurrent use; cores that hold their own Client
// do not slow one another down.
type Client[T any] struct{ c *client[T] }

type client[T any] struct {
	bound atomic.Pointer[bound[T]] // first, with what else a call looks at
	grant
	home   atomic.Pointer[inst] // of a host's client: whom it meant first
	mu     sync.Mutex           // held while bound changes
	unused runtime.Cleanup      // guarded by mu; of bound
}

// A grant is what a client may do.
type grant struct {
	spec   *ContractSpec
	caller *caller  // as whom it calls; its kind says what is allowed
	owner  *Mounted // whose handle this is: it dies with it; nil for the host's
	k      *Kernel
	target string // of host and admin clients
	only   *inst  // an element of a list, or who was the target when the client was made
}

// gone reports whether the owner of the client is.
func (g *grant) gone() bool { return g.owner != nil && g.owner.phase.Load() == phaseGone }

// A Call is one call through a Client. Where Remote is false, Impl is the component.
type Call[T any] struct {
	Pass
	Impl T
}

// Begin lets a call of the contract's m-th runnable in and fills call, which must
// be zero. Without error, End must be deferred.
//
// What is written out here is the usual call: made by who the client belongs to, or by the
// tenant whom it reaches, to a body that has nothing to hold it against. It looks at the
// context, the client and the bound, a cache line each.
func (c Client[T]) Begin(ctx context.Context, call *Call[T], m int) error {
	cl := c.c
	if cl == nil {
		return errNoScope
	}
	cc, ok := ctx.(*callCtx)
	if !ok || cc.timed {
		return cl.begin(ctx, call, m)
	}
	bd := cl.bound.Load()
	if bd == nil || cl.gone() || !cl.asIs(cc.caller, cc.tenant, bd.tenant) {
		return cl.begin(ctx, call, m)
	}
	call.Ctx, call.b, call.s, call.spec, call.m, call.Impl = ctx, bd.b, &bd.slot, cl.spec, m, bd.impl // before the count, which waits for no load
	n := bd.n.Add(slotOne)
	if n&slotOpen == 0 && !bd.b.admit(&bd.slot, bd.word.Load()) {
		call.Pass = Pass{}
		return cl.begin(ctx, call, m)
	}
	if n&slotOpen == 0 || bd.flags {
		return call.open()
	}
	return nil
}

// begin is Begin of any call.
func (cl *client[T]) begin(ctx context.Context, call *Call[T], m int) error {
	who := whoIs(ctx)
	if who.timed {
		if err := spent(ctx, func() string { return cl.spec.runnable(m) }); err != nil {
			return cl.turnedAway(ctx, m, err)
		}
	}
	if who.opts != nil {
		cl.sendAway(ctx, &call.Pass, who.opts, m)
		return nil
	}
	away, err := cl.enter(ctx, &who, call, m)
	if err != nil {
		return cl.turnedAway(ctx, m, err)
	}
	if away != nil {
		if err := cl.refuse(ctx, &call.Pass, m, away); err != nil {
			return cl.turnedAway(ctx, m, err)
		}
		return nil
	}
	return call.open()
}

// enter lets a call in and gives it its identity. Nobody here serves it when away is not nil, which says why.
func (cl *client[T]) enter(ctx context.Context, w *who, call *Call[T], m int) (away, err error) {
	bd := cl.bound.Load()
	if bd == nil || cl.gone() {
		away = cl.bind(ctx, w, call, m)
	} else if err := cl.turnsAway(w, bd.b.inst); err != nil {
		return nil, err
	} else {
		call.b, call.s, call.Impl = bd.b, &bd.slot, bd.impl
		if n := bd.n.Add(slotOne); n&slotOpen == 0 && !bd.b.admit(&bd.slot, bd.word.Load()) {
			away = cl.bind(ctx, w, call, m)
		}
	}
	if away != nil {
		*call = Call[T]{}
		return away, nil
	}
	call.Ctx, call.spec, call.m = ctx, cl.spec, m
	if i := call.b.inst; !cl.asIs(w.caller, w.tenant, i.tenant) {
		if call.Ctx, err = cl.identify(ctx, w, i, m); err == nil {
			err = i.outside(w.caller)
		}
		if err != nil {
			call.b.uncount(call.s)
			*call = Call[T]{}
		}
	}
	return nil, err
}

// asIs reports whether a call goes on under the identity that its context has: a component's own, or
// that of the tenant whom a client of the host or of a shared component reaches. An admin component's
// call never does: it is audited, also where the component acts for itself.
func (g *grant) asIs(from *caller, tenant, reached *tenant) bool {
	switch g.caller.kind {
	case ScopeTenant:
		return from == g.caller
	case ScopeAdmin:
		return false
	}
	return tenant != nil && tenant == reached
}

// turnsAway is that of the instance, for a client of the host's.
func (g *grant) turnsAway(w *who, i *inst) error {
	if g.caller.kind != scopeHost {
		return nil
	}
	return i.turnsAway(w.caller)
}

// bind finds the instance for a call and enters it. It looks again as long as who
// it finds is being replaced, or hands over to another.
func (cl *client[T]) bind(ctx context.Context, w *who, call *Call[T], m int) error {
	k := cl.k
	if cl.gone() {
		return cl.owner.refusal()
	}
	if !k.admits() {
		return errNotOpen
	}
	if k.detours(cl) {
		return errDetour
	}
	var pick func() *inst
	if cl.caller.kind == ScopeShared {
		// A shared component calls onward as its caller, so nothing is kept from one call to the next.
		tenant := ""
		if w.tenant != nil {
			tenant = w.tenant.name
		}
		pick = func() *inst {
			if cl.only != nil {
				return cl.only.newest()
			}
			return cl.find(tenant)
		}
	} else {
		// Before anything is looked up or brought up: the work must not tell who exists.
		if cl.caller.kind == scopeHost && cl.target != "" && w.caller != nil {
			if own := w.caller.tenantName(); own != "" && own != cl.target {
				return notFound(cl.spec.Name)
			}
		}
		if cl.foreign(w) {
			return errForeignHandle
		}
		home := cl.only
		if home == nil {
			home = cl.home.Load()
		}
		pick = func() *inst { return cl.pick(home) }
	}
	for {
		i := pick()
		if i == nil {
			return notFound(cl.spec.Name)
		}
		if err := cl.turnsAway(w, i); err != nil {
			return err
		}
		if cl.caller.kind == ScopeAdmin { // nobody comes up for a call that will be denied
			if err := k.mayAudit(ctx, cl.spec.runnable(m)); err != nil {
				return err
			}
		}
		b, err := k.awake(ctx, i, cl.spec.Methods[m].Timeout)
		if err != nil {
			if pick() != i {
				continue
			}
			return err
		}
		impl, ok := b.impl().(T)
		if !ok {
			b.leave(&b.first)
			return Errf(CodeInvalid, "instance "+i.name+" does not implement "+cl.spec.Type)
		}
		if cl.caller.kind == ScopeShared {
			b.held()
			call.b, call.s, call.Impl = b, &b.first, impl
			return nil
		}
		word := b.phase.active()
		if pick() != i {
			b.leave(&b.first)
			continue // whoever is better came before the word was read, and will not tell
		}
		if cl.owner == nil && cl.only == nil {
			cl.home.CompareAndSwap(nil, i)
		}
		bd := cl.bindTo(b, impl, word)
		b.leave(&b.first)
		call.b, call.s, call.Impl = b, &bd.slot, impl
		return nil
	}
}

// pick is who serves the client's calls now: the best of the tenant. An element of a
// list is one instance and no other; a client that names its target is
// never one for a successor of that.
func (g *grant) pick(home *inst) *inst {
	if home == nil {
		return g.find(g.tenantName())
	}
	home = home.newest()
	if g.owner != nil && g.target == "" {
		return home
	}
	i := g.find(g.tenantName())
	if i == nil || i.tenant != home.tenant || home.removed() && i.seq() > home.aside().fate.end {
		return home
	}
	return i
}

func (g *grant) tenantName() string {
	if g.caller.ten != nil {
		return g.caller.ten.name
	}
	return g.target
}

// find returns who serves the contract for a tenant: its own instance, or a
// shared one when the client belongs to a component.
func (g *grant) find(tenant string) *inst {
	r := g.k.route(g.spec.Name)
	if r == nil {
		return nil
	}
	if i := r.best(tenant); i != nil || tenant == "" {
		return i
	}
	if g.caller.kind == ScopeTenant || g.caller.kind == ScopeShared {
		return r.best("")
	}
	return nil
}

// identify mints the identity of a call into its context. w is who the
// context says is calling.
func (g *grant) identify(ctx context.Context, w *who, i *inst, m int) (context.Context, error) {
	have := w.caller
	switch g.caller.kind {
	case scopeHost:
		if have == nil {
			return w.as(ctx, g.caller.entering(i)), nil
		}
		// Inside of a call the context says who acts, whatever client the code got hold of.
		have = g.k.known(have, i)
		if have == nil || i.tenant != nil && i.tenant != have.ten || i.tenant == nil && i.spec.Scope != ScopeShared {
			return nil, notFound(g.spec.runnable(m))
		}
		return w.as(ctx, have), nil
	case ScopeAdmin:
		if err := g.k.auditCall(ctx, g.caller, g.spec.runnable(m), i.target()); err != nil {
			return nil, err
		}
		return w.as(ctx, g.caller.entering(i)), nil
	case ScopeShared:
		if have == nil || have.ten == nil {
			if i.tenant != nil {
				return nil, Errf(CodeDenied, "a shared component reaches a tenant only inside that tenant's call")
			}
			return w.as(ctx, g.caller), nil
		}
		return ctx, nil // onward as its caller
	default:
		if g.foreign(w) {
			return nil, errForeignHandle
		}
		return w.as(ctx, g.caller), nil
	}
}

// foreign reports whether it is another tenant's client that found its way into this call.
func (g *grant) foreign(w *who) bool {
	return g.caller.ten != nil && w.tenant != nil && w.tenant != g.caller.ten
}

// mayAudit denies a call that crosses tenants without a reason, or without a sink to write it to.
func (k *Kernel) mayAudit(ctx context.Context, runnable string) error {
	if reasonOf(ctx) == "" {
		return &Error{Code: CodeDenied, Runnable: runnable, Expected: "a reason: call with sig.Reason(ctx, \"why\")"}
	}
	if k.audit == nil {
		return &Error{Code: CodeDenied, Runnable: runnable, Expected: "an audit sink: make the kernel with sig.WithAudit"}
	}
	return nil
}

// auditCall writes the line of a call that crosses tenants, and denies it when
// there is no reason, no sink, or the sink fails.
func (k *Kernel) auditCall(ctx context.Context, c *caller, runnable, target string) (err error) {
	if err := k.mayAudit(ctx, runnable); err != nil {
		return err
	}
	defer func() {
		if v := recover(); v != nil {
			err = &Error{Code: CodeDenied, Runnable: runnable, Expected: "an audit sink that works", Cause: panicCause(v)}
		}
	}()
	k.audit(AuditEvent{At: k.clock.Now(), Caller: Caller{c: c}, Runnable: runnable, Target: target, Why: reasonOf(ctx), Trace: traceOf(ctx)})
	return nil
}

// turnedAway tells observers of a call that did not get as far as an instance, and returns
// its error.
func (g *grant) turnedAway(ctx context.Context, m int, err error) error {
	return g.k.turnedAway(ctx, g.spec, m, g.tenantName(), err)
}

// refuse decides what a call without a local instance gets: another process when
// there is a transport, the error otherwise.
func (g *grant) refuse(ctx context.Context, p *Pass, m int, err error) error {
	if err == errDetour {
		return g.divert(ctx, p, m)
	}
	if g.caller.kind == scopeHost && g.target != "" {
		if have := callerOf(ctx); have != nil && have.tenantName() != g.target {
			err = notFound(g.spec.Name) // inside of a call, a foreign target that goes is like an absent one
		}
	}
	err = g.spec.named(err, m)
	if codeOf(err, CodeNone) != CodeNotFound || len(g.k.transports) == 0 || g.only != nil {
		return err
	}
	c, target := g.caller, g.tenantName()
	if have := callerOf(ctx); have != nil {
		if c.kind == scopeHost && (have.tenantName() == "" || have.tenantName() != target) {
			return err
		}
		switch {
		case c.kind != ScopeShared || have.tenantName() == "":
		case have.ten == nil: // no call has made that context: those that came have the kernel's record, from other processes too
			return Errf(CodeDenied, "a shared component reaches a tenant only inside that tenant's call")
		default:
			c, target = have, have.ten.name
		}
	}
	if c.kind == ScopeAdmin {
		if err := g.k.auditCall(ctx, c, g.spec.runnable(m), target); err != nil {
			return err
		}
	}
	p.Ctx, p.spec, p.m = ctx, g.spec, m
	p.extra = &passExtra{remote: &remoteCall{k: g.k, caller: c, target: target}}
	return nil
}

// Remote reports whether the call travels encoded, since another process serves it
// or it has a key or retries: then Send takes the encoded params.
func (p *Pass) Remote() bool { return p.b == nil && p.extra != nil }

// notFound is the one error for what is absent and for what is another tenant's.
func notFound(name string) error {
	return &Error{Code: CodeNotFound, Runnable: name, Expected: "a runnable that this caller can reach"}
}

// named says in an error of a client which runnable was called.
func (c *ContractSpec) named(err error, m int) error {
	e, ok := err.(*Error)
	if !ok || e.Runnable != "" && e.Runnable != c.Name {
		return err
	}
	said := *e
	said.Runnable = c.runnable(m)
	return &said
}

// removed reports whether an instance has gone for good.
func (i *inst) removed() bool { return State(i.status.Load()) == StateRemoved }

// unserved is why b, the body of an instance that is there, takes no call; nil for none. That a body has
// gone says nothing of the instance: one that restarts has another soon.
func (i *inst) unserved(b *Mounted) error {
	if b != nil && b.phase.Load() != phaseGone {
		return b.refusal()
	}
	return i.absent()
}

// absent is why an instance that is registered takes no call.
func (i *inst) absent() error {
	switch s := State(i.status.Load()); s {
	case StateRemoved:
		return &Error{Code: CodeInstanceGone, Instance: i.name, Expected: "an instance that is still there; this handle's is not"}
	case StateDraining, StateActive: // of the latter the body has just gone
		return &Error{Code: CodeDraining, Instance: i.name, Retry: drainRetry}
	case StateFailed: // waiting does not help
		return &Error{Code: CodeBusy, Instance: i.name, Expected: "an active instance; its activation failed, as Why says"}
	default:
		return &Error{Code: CodeBusy, Instance: i.name, Expected: "an active instance; it is " + s.String(), Retry: drainRetry}
	}
}
