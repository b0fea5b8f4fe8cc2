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
	r, route := p.extra.remote, p.name()
	if r.exact != "" {
		route = r.exact + "." + p.spec.Methods[p.m].Name
	}
	return r.k.send(p.Ctx, Envelope{
		Route:  route,
		Target: r.target,
		Caller: Caller{c: r.caller},
		Params: params,

		IdempotencyKey: r.key,
	})
}

// send asks every transport in order until one knows the route.
func (k *Kernel) send(ctx context.Context, e Envelope) ([]byte, error) {
	if err := spent(ctx, func() string { return e.Route }); err != nil {
		return nil, err
	}
	if d, ok := ctx.Deadline(); ok { // what is left of the budget, for every hop to come
		e.Deadline = d
	}
	for _, t := range k.transports {
		out, err := k.carried(ctx, t, e)
		if err == nil || !errors.Is(err, ErrNotFound) {
			return out, err
		}
	}
	return nil, notFound(e.Route)
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
// Unknown fields of the params are ignored, for the peer's schema may be newer.
// What this kernel does not serve is ErrNotFound: it asks no transport of its own,
// since two kernels that know each other would ask in circles.
func (k *Kernel) Accept(ctx context.Context, e Envelope) ([]byte, error) {
	if e.Caller.c == nil {
		return nil, Errf(CodeDenied, "a call with an identity")
	}
	if !e.Deadline.IsZero() {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, e.Deadline)
		defer cancel()
	}
	from := e.Caller
	c := &caller{kind: from.c.kind, far: &farCaller{tenant: from.Tenant(), instance: from.Instance(), component: from.Component()}}
	// A peer's host or admin component is trusted to name a target: it was let to there.
	c.free = c.far.tenant == "" && (c.kind == scopeHost || c.kind == ScopeAdmin)
	if c.far.tenant != "" {
		// The tenant is looked up here: the other process's record of it is not ours.
		c.ten = k.tenantOf(c.far.tenant)
		if c.ten == nil || !c.ten.is(from.c.ten) {
			return nil, notFound(e.Route)
		}
		if c.ten.suspended() {
			return nil, Errf(CodeDraining, "")
		}
	}
	sealed := callCtx{Context: ctx, caller: c, tenant: c.ten, sealed: true, timed: timed(ctx)}
	var in context.Context = &sealed
	if e.IdempotencyKey != "" {
		in = &optsCtx{sealed, callOpts{key: e.IdempotencyKey}}
	}
	// Who belongs to a tenant names it by being who it is: a shared instance that answers has none.
	names := e.Target != "" && e.Target != c.tenantName()
	return k.invokeJSON(in, e.Route, e.Target, names, codec.Envelope|codec.Lenient, e.Params, nil, false)
}

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
