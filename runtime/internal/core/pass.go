package core

import (
	"context"
	"errors"
	"time"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// A Pass is one call that was let in: it holds the instance up until End.
type Pass struct {
	Ctx   context.Context // carries the caller and the deadline
	b     *Mounted        // nil for a call that leaves the process
	s     *slot
	spec  *ContractSpec
	m     int
	extra *passExtra // nil for most calls
}

// passExtra is what few calls have.
type passExtra struct {
	limit   deadlineCtx   // of a call with a deadline of its own
	timeout time.Duration // how long that was; 0 for none
	remote  *remoteCall
	away    func(params []byte) ([]byte, error) // a call that travels encoded, though it may be served here
	guarded *guarded                            // of a call that was held against something
}

// open holds a call that was let in against what there is, seldom anything.
// It gives the call back when it refuses it.
func (p *Pass) open() error {
	if uint32(p.spec.Methods[p.m].flags)|p.b.guards.Load() != 0 {
		return p.guard()
	}
	return nil
}

// within gives the call a deadline of its own.
func (p *Pass) within(d time.Duration) {
	if p.extra == nil {
		p.extra = new(passExtra)
	}
	p.extra.timeout = d
	p.extra.limit.begin(p.Ctx, d)
	p.Ctx = &p.extra.limit
}

// End must be deferred right after a call was let in, with the address of the
// named error result. It turns a panic into ErrPanic and the end of the
// runnable's own deadline into ErrTimeout.
func (p *Pass) End(err *error) {
	if v := recover(); v != nil {
		*err = p.panicked(v)
	}
	if p.extra != nil || *err != nil {
		p.settle(err)
	}
	if s := p.s; s != nil && s.n.Add(^uint64(0))&slotOpen == 0 {
		p.b.left()
	}
}

// settle is what few calls need at their end.
func (p *Pass) settle(err *error) {
	if p.b == nil { // another process keeps the books
		if p.spec != nil && *err != nil {
			*err = wrapCodec(*err, p.name(), "")
		}
		return
	}
	if p.extra != nil {
		if p.extra.timeout > 0 {
			p.expired(err)
		}
		p.giveBack(*err)
	}
	if *err != nil {
		p.b.erred()
		p.b.inst.tenant.lastFailed(*err)
	}
}

func (p *Pass) name() string { return p.spec.runnable(p.m) }

func (p *Pass) panicked(v any) error {
	if e, ok := v.(*Error); ok {
		return p.spec.named(e, p.m) // how an accessor without an error result says that its computed failed
	}
	e := &Error{Code: CodePanic, Runnable: p.name(), Cause: panicCause(v)}
	if p.b == nil {
		return e
	}
	e.Instance = p.b.inst.name
	stack := stackOf()
	p.b.inst.k.tellPanic(p.b.inst, e, stack)
	p.b.panicked(e)
	p.b.log(p.Ctx, LevelError, "panic in a runnable", Attr{"runnable", e.Runnable}, Attr{"panic", panicText(v)}, Attr{"stack", stack})
	return e
}

func (p *Pass) expired(err *error) {
	if p.extra.limit.finish(*err) {
		var e *Error
		if !errors.As(*err, &e) || e.Code != CodeTimeout {
			*err = &Error{Code: CodeTimeout, Runnable: p.name(), Instance: p.b.inst.name, Expected: "an answer within " + p.extra.timeout.String(), Cause: *err}
		}
	}
}

// wrapCodec turns a decoder's error into one of the runtime.
func wrapCodec(err error, runnable, instance string) error {
	ce, ok := err.(*codec.Error)
	if !ok {
		return err
	}
	flat := *ce
	flat.Path, flat.Cause = "", nil
	return &Error{Code: CodeInvalid, Runnable: runnable, Instance: instance, Path: ce.Path, Expected: flat.Error(), Cause: ce.Cause}
}

// withDeadlineOf gives base the deadline and the end of limit.
func withDeadlineOf(base, limit context.Context) context.Context {
	if limit.Done() == nil {
		return base
	}
	return &limited{Context: base, limit: limit}
}

// limited is a context that ends with another; its values are its own.
type limited struct {
	context.Context
	limit context.Context
}

func (l *limited) Deadline() (time.Time, bool) { return l.limit.Deadline() }
func (l *limited) Done() <-chan struct{}       { return l.limit.Done() }
func (l *limited) Err() error {
	if err := l.limit.Err(); err != nil {
		return err
	}
	return l.Context.Err()
}

// InvalidParams is the error of a typed call whose params do not fit; nil for nil.
func InvalidParams(runnable string, e *codec.Error) error {
	if e == nil {
		return nil
	}
	return wrapCodec(e, runnable, "")
}
