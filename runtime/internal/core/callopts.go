package core

import (
	"context"
	"errors"
	"time"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// callOpts is what whoever calls asks for beside the params. It is for the next
// call that is made with the context, not for those that this one makes.
type callOpts struct {
	key     string // of idempotency; "" for none
	retries Retries
}

// An optsCtx is a context with options for the next call that is made with it.
type optsCtx struct {
	callCtx
	opts callOpts
}

func (c *optsCtx) Value(key any) any {
	if _, ok := key.(callKey); ok {
		return c
	}
	return c.callCtx.Value(key)
}

// withOpts changes the options of the next call.
func withOpts(ctx context.Context, f func(*callOpts)) context.Context {
	w := whoIs(ctx)
	c := &optsCtx{callCtx: *w.inside(ctx, entryOf(ctx))}
	if w.opts != nil {
		c.opts = *w.opts
	}
	f(&c.opts)
	return c
}

// withoutOpts is ctx for a call that is made in the name of one with options.
func withoutOpts(ctx context.Context) context.Context {
	return whoIs(ctx).inside(ctx, entryOf(ctx))
}

// spent is the error of a call whose budget is: it must not enter.
func spent(ctx context.Context, runnable func() string) error {
	d, ok := ctx.Deadline()
	if !ok || time.Until(d) > 0 {
		return nil
	}
	return &Error{Code: CodeTimeout, Runnable: runnable(), Expected: "a call that has time left; its deadline was over before it began", Cause: context.DeadlineExceeded}
}

// sendAway has a call of a generated client travel encoded, though it may be
// served here: calls with a key and calls that are tried again.
func (cl *client[T]) sendAway(ctx context.Context, p *Pass, o *callOpts, m int) {
	p.Ctx, p.spec, p.m = ctx, cl.spec, m
	p.extra = &passExtra{away: func(params []byte) ([]byte, error) {
		inner := withoutOpts(ctx)
		return o.retries.do(ctx, func() bool { return cl.spec.Methods[m].Idempotent }, func() ([]byte, error) {
			return cl.encoded(inner, o.key, m, params)
		})
	}}
}

// encoded makes one call with encoded params, here or elsewhere.
func (cl *client[T]) encoded(ctx context.Context, key string, m int, params []byte) ([]byte, error) {
	if cl.k.detour == DetourEncoded && cl.k.detours(cl) { // it is encoded already
		return cl.straight().encoded(ctx, key, m, params)
	}
	var call Call[T]
	w := whoIs(ctx)
	away, err := cl.enter(ctx, &w, &call, m)
	if err != nil {
		return nil, cl.turnedAway(ctx, m, cl.spec.named(err, m))
	}
	if away != nil {
		if err = cl.refuse(ctx, &call.Pass, m, away); err != nil {
			return nil, cl.turnedAway(ctx, m, err)
		}
		call.extra.remote.key = key
		out, err := call.Send(params)
		return out, lost(ctx, call.name(), err)
	}
	f := found{b: call.b, s: call.s, spec: cl.spec, m: m, caller: callerOf(call.Ctx)}
	f.tenant = f.caller.ten
	return f.encoded(call.Ctx, key, 0, params, nil)
}

// encoded makes the call, once for all who have the same key. f has entered.
func (f *found) encoded(ctx context.Context, key string, mode codec.Mode, params, dst []byte) ([]byte, error) {
	name := f.spec.runnable(f.m)
	if key == "" {
		w := whoIs(ctx)
		return f.callJSON(ctx, &w, name, mode, params, dst)
	}
	out, err := f.once(ctx, key, mode, params)
	return append(dst, out...), err
}

// lost gives a transport's own error, which says nothing of the call, a form that
// says that the call may be tried again.
func lost(ctx context.Context, runnable string, err error) error {
	var e *Error
	if err == nil || errors.As(err, &e) || ctx.Err() != nil {
		return err
	}
	return &Error{Code: CodeFailed, Runnable: runnable, Expected: "an answer from another process", Retry: time.Millisecond, Cause: err}
}

// invokeWith makes a call by name that has options.
func (k *Kernel) invokeWith(ctx context.Context, o *callOpts, name, target string, has bool, mode codec.Mode, in, dst []byte, outward bool) ([]byte, error) {
	inner := withoutOpts(ctx)
	owner, runnable, _ := splitName(name)
	out, err := o.retries.do(ctx, func() bool { return k.idempotent(owner, runnable) }, func() ([]byte, error) {
		var f found
		w := whoIs(inner)
		err := k.find(inner, &w, name, target, has, &f)
		if err == nil {
			return f.encoded(withCaller(inner, f.caller), o.key, mode, in, nil)
		}
		if !f.remote || !outward {
			return nil, k.lostByName(inner, name, target, err)
		}
		params := in
		if has {
			if params, err = codec.WithoutTarget(in); err != nil {
				return nil, wrapCodec(err, name, "")
			}
		}
		out, err := k.sendNamed(inner, name, target, f.caller, params, o.key)
		return out, lost(inner, name, err)
	})
	if err != nil {
		return dst, err
	}
	return append(dst, out...), nil
}

// idempotent reports whether a runnable that is named is marked so, as far as this process knows.
func (k *Kernel) idempotent(owner, runnable string) bool {
	if i := k.exact.get(owner); i != nil {
		if c, m := i.runnable(runnable); c != nil {
			return c.Methods[m].Idempotent
		}
	}
	if r := k.route(owner); r != nil {
		if m := r.spec.method(runnable); m >= 0 {
			return r.spec.Methods[m].Idempotent
		}
	}
	return false
}
