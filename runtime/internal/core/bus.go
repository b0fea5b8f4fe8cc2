package core

import (
	"context"
	"strconv"
	"strings"
	"unsafe"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// Params are the untyped arguments of a call made from host code or a test;
// "target" names the tenant for whom a route is served.
type Params map[string]any

// Bus routes calls by name. It is for host code and gateways; components use
// typed clients. It is safe for concurrent use.
type Bus struct{ k *Kernel }

// Bus returns the kernel's bus.
func (k *Kernel) Bus() *Bus { return &Bus{k: k} }

// Invoke routes by exact instance ("acme-db.query"), then by route and "target"
// ("tenant-db.query" with target acme), then to transports. The result has the runnable's
// own type; from another process, and of a call with a key or retries, it is encoded bytes. In a context that
// belongs to a tenant's call only that tenant is reached, and what is absent and
// what is another's get the same ErrNotFound. Params that do not fit are
// ErrInvalid with their path.
func (b *Bus) Invoke(ctx context.Context, name string, p Params) (any, error) {
	target, in, err := splitProps(Props(p))
	if err != nil {
		if e, ok := err.(*Error); ok {
			e.Runnable = name
		}
		return nil, err
	}
	_, has := p["target"]
	if in == nil {
		in = noProps
	}
	k := b.k
	w := whoIs(ctx)
	if w.timed {
		if err := spent(ctx, func() string { return name }); err != nil {
			return nil, k.lostByName(ctx, name, target, err)
		}
	}
	if w.opts != nil {
		return k.invokeWith(ctx, w.opts, name, target, has, 0, in, nil, true)
	}
	var f found
	if err := k.find(ctx, &w, name, target, has, &f); err != nil {
		if f.remote {
			return k.sendNamed(ctx, name, target, f.caller, in, "")
		}
		return nil, k.lostByName(ctx, name, target, err)
	}
	return f.call(ctx, &w, name, in)
}

// InvokeJSON is Invoke with encoded params and result; "target" is taken out of
// the params before they are decoded. A runnable without result answers null;
// one without params takes nothing, null or {}.
func (b *Bus) InvokeJSON(ctx context.Context, name string, in []byte) ([]byte, error) {
	target, has, err := codec.Target(in)
	if err != nil {
		return nil, wrapCodec(err, name, "")
	}
	return b.k.invokeJSON(ctx, name, viewOf(target), has, codec.Envelope, in, nil, true)
}

// AppendJSON is InvokeJSON that appends the result to dst.
func (b *Bus) AppendJSON(ctx context.Context, name string, in, dst []byte) ([]byte, error) {
	target, has, err := codec.Target(in)
	if err != nil {
		return dst, wrapCodec(err, name, "")
	}
	return b.k.invokeJSON(ctx, name, viewOf(target), has, codec.Envelope, in, dst, true)
}

// viewOf is a text in place, for as long as its bytes stay: to look it up.
func viewOf(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// invokeJSON serves a call by name; outward says that transports may be asked,
// with the target beside the params that it came in.
func (k *Kernel) invokeJSON(ctx context.Context, name, target string, has bool, mode codec.Mode, in, dst []byte, outward bool) ([]byte, error) {
	w := whoIs(ctx)
	if w.timed {
		if err := spent(ctx, func() string { return name }); err != nil {
			return dst, k.lostByName(ctx, name, target, err)
		}
	}
	if w.opts != nil {
		return k.invokeWith(ctx, w.opts, name, target, has, mode, in, dst, outward)
	}
	if outward && k.transported() {
		out, err := k.invokeDiverted(ctx, name, strings.Clone(target), has, in)
		return append(dst, out...), err
	}
	var f found
	if err := k.find(ctx, &w, name, target, has, &f); err != nil {
		if f.remote && outward {
			if has {
				if in, err = codec.WithoutTarget(in); err != nil {
					return dst, wrapCodec(err, name, "")
				}
			}
			out, err := k.sendNamed(ctx, name, strings.Clone(target), f.caller, in, "")
			return append(dst, out...), err
		}
		return dst, k.lostByName(ctx, name, target, err)
	}
	return f.callJSON(ctx, &w, name, mode, in, dst)
}

// freeHost is the host outside of every call.
var freeHost = &caller{kind: scopeHost, free: true}

// A found is who serves a call, entered already.
type found struct {
	b      *Mounted
	s      *slot
	spec   *ContractSpec
	m      int
	caller *caller
	tenant *tenant // the caller's
	began  bool    // the runnable was called
	remote bool    // nobody here: ask transports
}

// find decides who serves a call, and whether this caller may have it, and enters. f must be zero. With an
// error f says whether transports are to be asked.
func (k *Kernel) find(ctx context.Context, w *who, name, target string, has bool, f *found) error {
	if w.caller == nil && k.findForHost(name, target, f) {
		return nil
	}
	for {
		var i *inst
		var err error
		if *f, i, err = k.lookUp(w, name, target, has); err != nil {
			return err
		}
		b := i.live.Load()
		if b == nil || !b.enter(&b.first) {
			if b, err = k.awake(ctx, i, f.spec.Methods[f.m].Timeout); err == nil {
				b.held()
			}
		}
		if err == nil {
			// Again, now that an offboarding which begins waits for this call: it may have waited itself.
			if err := b.inst.outside(w.caller); err != nil {
				b.uncount(&b.first)
				*f = found{}
				return err
			}
			f.b, f.s = b, &b.first
			return nil
		}
		if _, again, e := k.lookUp(w, name, target, has); e != nil || again == i {
			*f = found{}
			return err
		}
	}
}

// findForHost is find of the usual call, which the host makes outside of every other: by route, to a tenant's
// instance that is up. What is not so simple it leaves to be looked up in full.
func (k *Kernel) findForHost(name, target string, f *found) bool {
	if target == "" || !k.admits() {
		return false
	}
	n := k.named(name)
	if n == nil {
		return false
	}
	i := n.route.tenants.get(target)
	if i == nil || i.status.has(wordSuspended) { // it is not counted
		return false
	}
	b := i.live.Load()
	if b == nil || !b.enter(&b.first) {
		return false
	}
	if b.inst.status.has(wordSuspended) { // again, and inside, where an offboarding waits for it
		b.uncount(&b.first)
		return false
	}
	f.b, f.s, f.spec, f.m, f.caller = b, &b.first, n.route.spec, n.m, &i.tenant.lived().host
	f.tenant = i.tenant // not of the caller, which would be one more cache line
	return true
}

// lookUp is find without entering.
func (k *Kernel) lookUp(w *who, name, target string, has bool) (f found, i *inst, err error) {
	if !k.admits() {
		return found{}, nil, errNotOpen
	}
	f.caller = w.caller
	if f.caller == nil {
		f.caller = freeHost // whoever holds the bus outside of a call is the host
	}
	free := f.caller.free
	own := ""
	if !free {
		if own = f.caller.tenantName(); has && target != own {
			return found{}, nil, notFound(name)
		}
	}
	var owner string
	if n := k.named(name); n != nil {
		f.spec, f.m = n.route.spec, n.m
		i = n.route.serving(free, target, own)
	} else {
		var runnable string
		var ok bool
		owner, runnable, ok = splitName(name)
		if !ok {
			return found{}, nil, &Error{Code: CodeInvalid, Runnable: name, Expected: `"instance.runnable" or "route.runnable"`}
		}
		i = k.exact.get(owner)
		if i != nil && !k.reaches(f.caller, i) {
			i = nil
		}
		if i != nil {
			if f.spec, f.m = i.runnable(runnable); f.spec == nil {
				i = nil
			} else if has && target != i.target() {
				return found{}, nil, &Error{Code: CodeInvalid, Runnable: name, Path: "target", Expected: besideName(i.target())}
			}
		}
		if i == nil {
			if r := k.route(owner); r != nil {
				if m := r.spec.method(runnable); m >= 0 {
					f.spec, f.m = r.spec, m
					i = r.serving(free, target, own)
				} else if free {
					return found{}, nil, &Error{Code: CodeNotFound, Runnable: name, Expected: "a runnable of " + owner + nearest(runnable, methodNames(r.spec))}
				}
			}
		}
	}
	if i == nil || !k.reaches(f.caller, i) {
		if len(k.transports) > 0 {
			f.remote = true
		}
		if free {
			if owner == "" {
				owner, _, _ = splitName(name)
			}
			return f, nil, k.hostNotFound(name, owner, target)
		}
		return f, nil, notFound(name)
	}
	from := f.caller
	if f.caller = k.known(f.caller, i); f.caller == nil {
		return found{}, nil, notFound(name)
	}
	if err := i.outside(from); err != nil {
		return found{}, nil, err
	}
	f.caller = f.caller.entering(i)
	f.tenant = f.caller.ten
	return f, i, nil
}

// besideName is what fits beside an exact instance's name.
func besideName(target string) string {
	if target == "" {
		return "no target beside the name of an instance that is no tenant's"
	}
	return "target " + strconv.Quote(target) + " beside this instance's name, or none"
}

// reaches reports whether a caller may call an instance at all.
func (k *Kernel) reaches(c *caller, i *inst) bool {
	switch {
	case c.free:
		return true
	case i.tenant != nil:
		return i.tenant == c.ten || c.bound() && c.ten == nil && i.tenant.name == c.tenantName()
	default:
		return i.spec.Scope == ScopeShared
	}
}

// runnable finds a method by name among all contracts of the instance.
func (i *inst) runnable(name string) (*ContractSpec, int) {
	for _, c := range i.spec.Provides {
		if m := c.method(name); m >= 0 {
			return c, m
		}
	}
	return nil, -1
}

func methodNames(c *ContractSpec) []string {
	names := make([]string, len(c.Methods))
	for n := range c.Methods {
		names[n] = c.Methods[n].Name
	}
	return names
}

// hostNotFound may say more than notFound: the host sees every tenant anyway.
func (k *Kernel) hostNotFound(name, owner, target string) error {
	e := &Error{Code: CodeNotFound, Runnable: name}
	switch {
	case k.route(owner) == nil:
		var known []string
		k.routes.Range(func(key, _ any) bool {
			known = append(known, key.(string))
			return true
		})
		e.Expected = "an instance or a route named " + strconv.Quote(owner) + nearest(owner, known)
	case target == "":
		e.Expected = "a target in the params: route " + owner + " is served for tenants"
	default:
		e.Expected = "an instance that serves route " + owner + " for target " + strconv.Quote(target)
	}
	return e
}

// pass is the call, with its identity in ctx.
func (f *found) pass(ctx context.Context, p *Pass) error {
	p.Ctx, p.b, p.s, p.spec, p.m = ctx, f.b, f.s, f.spec, f.m
	return p.open()
}

func (f *found) call(ctx context.Context, w *who, name string, in []byte) (r any, err error) {
	var p Pass
	if err := f.pass(w.as(ctx, f.caller), &p); err != nil {
		return nil, err
	}
	defer p.End(&err)
	d := codec.NewDecoder(in, 0)
	r, err = f.spec.Methods[f.m].Call(p.Ctx, f.b.impl(), &d)
	if err != nil {
		return nil, wrapCodec(err, name, f.b.inst.name)
	}
	return r, nil
}

func (f *found) callJSON(ctx context.Context, w *who, name string, mode codec.Mode, in, dst []byte) (out []byte, err error) {
	var p Pass
	var room *frame
	if dst == nil {
		full := new(fullFrame)
		room, dst = &full.frame, full.out[:0]
	} else {
		room = new(frame)
	}
	if err := f.pass(room.as(w, ctx, f.caller, f.tenant), &p); err != nil {
		return dst, err
	}
	defer p.End(&err)
	f.began = true
	room.dec.Reset(in, mode)
	out, err = f.spec.Methods[f.m].CallJSON(p.Ctx, f.b.impl(), &room.dec, dst)
	room.dec.Reset(nil, 0) // the result may live on in this allocation, in need not
	if err != nil {
		return dst, wrapCodec(err, name, f.b.inst.name)
	}
	if err := p.fits(len(out) - len(dst)); err != nil {
		return dst, err
	}
	return out, nil
}

func (k *Kernel) sendNamed(ctx context.Context, name, target string, c *caller, in []byte, key string) ([]byte, error) {
	if target == "" {
		target = c.tenantName()
	}
	return k.send(ctx, Envelope{Route: name, Target: target, Caller: Caller{c: c}, Params: in, IdempotencyKey: key})
}
