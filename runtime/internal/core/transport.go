package core

import (
	"context"
	"errors"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// A remoteCall is a call that leaves the process.
type remoteCall struct {
	k      *Kernel
	caller *caller
	target string
	exact  string // the instance, where it is no route's choice; "" for most
	key    string // of idempotency
}

// Send carries encoded params to another process and returns the encoded result.
func (p *Pass) Send(params []byte) ([]byte, error) {
	if p.extra.away != nil {
		return p.extra.away(params)
	}
	r := p.extra.remote
	return r.k.send(p.Ctx, p.envelope(params))
}

// envelope is the call that leaves, of the instance that is meant if it is one and no other.
func (p *Pass) envelope(params []byte) Envelope {
	r, route := p.extra.remote, p.name()
	if r.exact != "" {
		route = r.exact + "." + p.spec.Methods[p.m].Name
	}
	return Envelope{Route: route, Target: r.target, Caller: Caller{c: r.caller}, Params: params, IdempotencyKey: r.key}
}

// send asks every transport in order until one knows the route.
func (k *Kernel) send(ctx context.Context, e Envelope) ([]byte, error) {
	if err := spent(ctx, func() string { return e.Route }); err != nil {
		return nil, err
	}
	if d, ok := ctx.Deadline(); ok { // what is left of the budget, for every hop to come
		e.Deadline = d
	}
	k.injectTrace(ctx, &e)
	absent := notFound(e.Route)
	for _, t := range k.transports {
		out, err := k.carried(ctx, t, e)
		if err == nil || !errors.Is(err, ErrNotFound) {
			return out, err
		}
		absent = err // it may be the runnable's own, of something else that is not there
	}
	return nil, absent
}

// carry asks one transport. A panic in it is the call's, not the process's.
func carry(ctx context.Context, t Transport, e Envelope) (out []byte, err error) {
	defer func() {
		if v := recover(); v != nil {
			out, err = nil, &Error{Code: CodePanic, Runnable: e.Route, Cause: panicCause(v)}
		}
	}()
	return t.Invoke(ctx, e)
}

// Accept is where a transport hands over a call that came from another process:
// host code. The identity is the envelope's; a call without one is denied.
// Unknown fields of the params are ignored, for the peer's schema may be newer, unless
// the envelope is Strict.
// What this kernel does not serve is ErrNotFound: it asks no transport of its own,
// since two kernels that know each other would ask in circles.
func (k *Kernel) Accept(ctx context.Context, e Envelope) ([]byte, error) {
	in, cancel, err := k.admitted(ctx, e)
	if err != nil {
		return nil, err
	}
	defer cancel()
	return k.invokeJSON(in, e.Route, e.Target, e.names(), e.mode(), e.Params, nil, false)
}

// names reports whether an envelope names its target. Who belongs to a tenant does it by
// being who it is: a shared instance that answers has none.
func (e *Envelope) names() bool { return e.Target != "" && e.Target != e.Caller.Tenant() }

// mode is how the params of an envelope are read.
func (e *Envelope) mode() codec.Mode {
	if e.Strict {
		return 0
	}
	return codec.Envelope | codec.Lenient
}

// admitted is the context of a call that came from another process.
func (k *Kernel) admitted(ctx context.Context, e Envelope) (in context.Context, cancel func(), err error) {
	if e.Caller.c == nil {
		return nil, nil, Errf(CodeDenied, "a call with an identity")
	}
	ctx = k.extractTrace(ctx, &e)
	from := e.Caller
	far := farCaller{tenant: from.Tenant(), instance: from.Instance(), component: from.Component()}
	c := callerFrom(from.c.kind, far)
	// A peer's host or admin component is trusted to name a target: it was let to there.
	c.free = far.tenant == "" && (c.kind == scopeHost || c.kind == ScopeAdmin)
	if far.tenant != "" {
		// The tenant is looked up here: the other process's record of it is not ours.
		c.ten = k.tenantOf(far.tenant)
		if c.ten == nil || !c.ten.is(from.c.ten) {
			return nil, nil, notFound(e.Route)
		}
		if c.ten.suspended() {
			return nil, nil, Errf(CodeDraining, "")
		}
	}
	cancel = func() {}
	if !e.Deadline.IsZero() {
		ctx, cancel = context.WithDeadline(ctx, e.Deadline)
	}
	sealed := callCtx{Context: ctx, caller: c, tenant: c.ten, sealed: true, timed: timed(ctx)}
	if e.IdempotencyKey != "" {
		return &optsCtx{sealed, callOpts{key: e.IdempotencyKey}}, cancel, nil
	}
	return &sealed, cancel, nil
}

// HostCaller is the identity of host code. It is for a transport that has verified that
// whoever calls may act for every tenant; it names its target in the envelope.
func (k *Kernel) HostCaller() Caller { return Caller{c: freeHost} }

// is reports whether a record of a tenant, from here or from another process, is
// of the same incarnation: a call that a predecessor made is none of its successor.
func (t *tenant) is(other *tenant) bool {
	return other == nil || other.current() == t.current()
}

// current is the incarnation, "" before the first instance mounts.
func (t *tenant) current() string {
	l := t.life.Load()
	if l == nil {
		return ""
	}
	l.once.Lock()
	defer l.once.Unlock()
	return l.incarnation
}
