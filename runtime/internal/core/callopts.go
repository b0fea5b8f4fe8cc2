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

type optsKey struct{}

// optsOf are the options of the call that ctx is used for, nil for most.
func optsOf(ctx context.Context) *callOpts {
	if c, ok := ctx.(*callCtx); ok {
		return c.opts
	}
	o, _ := ctx.Value(optsKey{}).(*callOpts)
	return o
}

// withOpts changes the options of the next call.
func withOpts(ctx context.Context, f func(*callOpts)) context.Context {
	var o callOpts
	if have := optsOf(ctx); have != nil {
		o = *have
	}
	f(&o)
	return &callCtx{Context: ctx, caller: callerOf(ctx), entry: entryOf(ctx), opts: &o, timed: timed(ctx)}
}

// withoutOpts is ctx for a call that is made in the name of one with options.
func withoutOpts(ctx context.Context) context.Context {
	return &callCtx{Context: ctx, caller: callerOf(ctx), entry: entryOf(ctx), timed: timed(ctx)}
}

// spent is the error of a call whose budget is: it must not enter.
func spent(ctx context.Context, runnable func() string) error {
	d, ok := ctx.Deadline()
	if !ok || time.Until(d) > 0 {
		return nil
	}
	return &Error{Code: CodeTimeout, Runnable: runnable(), Expected: "a call that has time left; its deadline was over before it began", Cause: context.DeadlineExceeded}
}

// special reports whether a context needs a look before a call: it may have a
// deadline, or ask for something.
func special(ctx context.Context) bool {
	c, ok := ctx.(*callCtx)
	return !ok || c.timed || c.opts != nil
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
	var call Call[T]
	bd, in, err := cl.enter(ctx, m)
	if err != nil {
		if err = cl.refuse(ctx, &call.Pass, m, err); err != nil {
			return nil, err
		}
		call.extra.remote.key = key
		out, err := call.Send(params)
		return out, lost(ctx, call.name(), err)
	}
	f := found{b: bd.b, s: bd.s, spec: cl.spec, m: m, caller: callerOf(in)}
	return f.encoded(in, key, 0, params, nil)
}

// encoded makes the call, once for all who have the same key. f has entered.
func (f *found) encoded(ctx context.Context, key string, mode codec.Mode, params, dst []byte) ([]byte, error) {
	name := f.spec.runnable(f.m)
	if key == "" {
		return f.callJSON(ctx, name, mode, params, dst)
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

// enter is the first half of Begin.
func (cl *client[T]) enter(ctx context.Context, m int) (bd *bound[T], in context.Context, err error) {
	bd = cl.bound.Load()
	if cl.gone() || bd == nil || !bd.b.enterAs(bd.s, bd.word) {
		if bd, err = cl.bind(ctx, bd, m); err != nil {
			return nil, ctx, err
		}
	}
	have := callerOf(ctx)
	if have != cl.caller && (have == nil || have.ten == nil || have.ten != bd.tenant || cl.caller.kind == ScopeTenant || cl.caller.kind == ScopeAdmin) {
		if ctx, err = cl.identify(ctx, have, bd.b.inst, m); err == nil {
			err = bd.b.inst.outside(have)
		}
		if err != nil {
			bd.b.leave(bd.s)
			return nil, ctx, err
		}
	}
	return bd, ctx, nil
}

// special deals with a context that needs a look before the call; it reports
// whether Begin is done.
func (cl *client[T]) special(ctx context.Context, p *Pass, m int) (done bool, err error) {
	if err := spent(ctx, func() string { return cl.spec.runnable(m) }); err != nil {
		return true, err
	}
	if o := optsOf(ctx); o != nil {
		cl.sendAway(ctx, p, o, m)
		return true, nil
	}
	return false, nil
}

// invokeWith makes a call by name that has options.
func (k *Kernel) invokeWith(ctx context.Context, o *callOpts, name, target string, has bool, mode codec.Mode, in, dst []byte, outward bool) ([]byte, error) {
	inner := withoutOpts(ctx)
	owner, runnable, _ := splitName(name)
	out, err := o.retries.do(ctx, func() bool { return k.idempotent(owner, runnable) }, func() ([]byte, error) {
		f, err := k.find(inner, name, target, has)
		if err == nil {
			return f.encoded(withCaller(inner, f.caller), o.key, mode, in, nil)
		}
		if !f.remote || !outward {
			return nil, err
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
