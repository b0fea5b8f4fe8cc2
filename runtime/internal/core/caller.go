package core

import (
	"context"
	"time"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// A ScopeKind says for whom a component exists; the zero ScopeKind is none.
type ScopeKind uint8

// The scopes of components. A host is no component: it is whoever holds the kernel.
const (
	ScopeNone ScopeKind = iota
	ScopeTenant
	ScopeShared
	ScopeAdmin
	ScopeProvider
	scopeHost
)

var scopeText = [...]string{"none", "tenant", "shared", "admin", "provider", "host"}

// String is the scope as a directive writes it.
func (s ScopeKind) String() string {
	if int(s) < len(scopeText) {
		return scopeText[s]
	}
	return "none"
}

// Caller is who makes a call; only the kernel mints one. The zero Caller is
// nobody, and nobody may call anything.
type Caller struct{ c *caller }

type caller struct {
	ten  *tenant // nil for callers without a tenant
	from *origin // nil for the host
	kind ScopeKind
	free bool // names its target; only the host outside of every call, here or in a peer
}

// An origin is where a caller is; one of the two is nil.
type origin struct {
	inst *inst
	far  *farCaller // whose records are not this kernel's
}

// A farCaller names who came from another process, and the tenant to whom host
// code is bound before it has entered.
type farCaller struct{ tenant, instance, component string }

// callerFrom makes the caller of whom this kernel has no records.
func callerFrom(kind ScopeKind, far farCaller) *caller {
	c := &struct { // one object
		caller
		origin
		farCaller
	}{caller: caller{kind: kind}, farCaller: far}
	c.origin.far = &c.farCaller
	c.from = &c.origin
	return &c.caller
}

// instance is the calling instance, nil for the host and for who is in another process.
func (c *caller) instance() *inst {
	if c.from == nil {
		return nil
	}
	return c.from.inst
}

// far names a caller of whom this kernel has no records, nil for others.
func (c *caller) far() *farCaller {
	if c.from == nil {
		return nil
	}
	return c.from.far
}

func (c *caller) tenantName() string {
	if c.ten != nil {
		return c.ten.name
	}
	if far := c.far(); far != nil {
		return far.tenant
	}
	return ""
}

// hostCaller is the host as components see it. Only a context that no call has
// made is the host's own: whatever was handed to a component is bound.
var hostCaller = &caller{kind: scopeHost}

// entering is who a caller is inside of the instance that it calls: bound to the
// tenant that it entered, so that a context which a component got names nobody
// who may name another target.
func (c *caller) entering(i *inst) *caller {
	switch {
	case i.tenant == nil && !c.free, c.ten != nil && c.ten == i.tenant:
		return c
	case i.tenant == nil && c.kind == scopeHost:
		return hostCaller
	case c.kind == scopeHost:
		return &i.tenant.lived().host
	}
	in := *c
	in.free = false
	if i.tenant != nil {
		in.ten = i.tenant
	}
	return &in
}

// Tenant is the tenant for whom the call is made, "" for host code.
func (c Caller) Tenant() string {
	if c.c == nil {
		return ""
	}
	return c.c.tenantName()
}

// Instance is the calling instance, "" for host code.
func (c Caller) Instance() string {
	if c.c == nil {
		return ""
	}
	if i := c.c.instance(); i != nil {
		return i.name
	}
	if far := c.c.far(); far != nil {
		return far.instance
	}
	return ""
}

// Component is the calling component, "" for host code.
func (c Caller) Component() string {
	if c.c == nil {
		return ""
	}
	if i := c.c.instance(); i != nil {
		return i.spec.Component
	}
	if far := c.c.far(); far != nil {
		return far.component
	}
	return ""
}

// Kind is "host", "tenant", "shared", "admin" or "provider"; "none" for nobody.
func (c Caller) Kind() string {
	if c.c == nil {
		return "none"
	}
	return c.c.kind.String()
}

// CallerOf returns who made the call that ctx belongs to; false outside of a call.
func CallerOf(ctx context.Context) (Caller, bool) {
	if c := callerOf(ctx); c != nil {
		return Caller{c: c}, true
	}
	return Caller{}, false
}

// callKey asks a context for the nearest callCtx or optsCtx.
type callKey struct{}

// callCtx carries the caller. Where the tenant changes it also ends the values of the
// context that it came from: deadline, cancellation and trace go on, everything
// else that application code put there does not cross.
type callCtx struct {
	context.Context
	caller *caller // never nil once a call was made with it; nil where the host asks for something before its first
	tenant *tenant // the caller's
	entry  *entry  // the guarded call that it belongs to, nil for most
	sealed bool    // values of the parent end here
	timed  bool    // there is a deadline

	observed bool // a runnable got it: what is around it was put there by calls that it makes
}

func (c *callCtx) Value(key any) any {
	switch key := key.(type) {
	case callKey:
		return c
	case withinKey:
		if c.caller != nil && c.caller.instance() == key.inst { // the host has none before it calls
			return c.caller
		}
		return c.Context.Value(key) // whatever is sealed
	case entryKey:
		if c.entry != nil {
			return c.entry
		}
	}
	if c.sealed && !crossing(key) {
		return nil
	}
	return c.Context.Value(key)
}

// crossing reports whether a context key may cross tenants: the kernel's own, and
// what the tracing hook registered.
func crossing(key any) bool {
	switch key.(type) {
	case traceKey, entryKey:
		return true
	}
	return false
}

type traceKey struct{}

// WithTrace puts a trace identifier into ctx that audit lines and logs show and
// that crosses tenants.
func WithTrace(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, traceKey{}, id)
}

func traceOf(ctx context.Context) string {
	s, _ := ctx.Value(traceKey{}).(string)
	return s
}

func callerOf(ctx context.Context) *caller {
	if c, ok := ctx.(*callCtx); ok { // the usual case, without a walk
		return c.caller
	}
	return whoIs(ctx).caller
}

// who is what a context says about a call that is made with it.
type who struct {
	caller *caller // nil for the host outside of every call
	tenant *tenant // the caller's
	opts   *callOpts
	timed  bool
}

// whoIs asks a context once for all that matters about a call.
func whoIs(ctx context.Context) (w who) {
	if c, ok := ctx.(*callCtx); ok {
		return who{c.caller, c.tenant, nil, c.timed}
	}
	switch c := ctx.Value(callKey{}).(type) {
	case *callCtx:
		w.caller, w.tenant = c.caller, c.tenant
	case *optsCtx:
		w.caller, w.tenant, w.opts = c.caller, c.tenant, &c.opts
	case *caller: // of a body's own context
		w.caller, w.tenant = c, c.ten
	}
	_, w.timed = ctx.Deadline()
	return w
}

// as mints the identity of a call into a context, of which w is what it says.
func (w *who) as(ctx context.Context, c *caller) context.Context {
	if w.caller == c {
		return ctx
	}
	t := c.ten
	return &callCtx{Context: ctx, caller: c, tenant: t, sealed: w.caller == nil || w.tenant != t, timed: w.timed}
}

// withCaller mints the identity of a call into ctx.
func withCaller(ctx context.Context, c *caller) context.Context {
	w := whoIs(ctx)
	return w.as(ctx, c)
}

// inside is ctx for what goes on as the same caller in another context.
func (w who) inside(ctx context.Context, e *entry) *callCtx {
	return &callCtx{Context: ctx, caller: w.caller, tenant: w.tenant, entry: e, timed: timed(ctx)}
}

// timed reports whether a context has a deadline.
func timed(ctx context.Context) bool {
	if c, ok := ctx.(*callCtx); ok {
		return c.timed
	}
	_, ok := ctx.Deadline()
	return ok
}

// A frame is what a call from bytes to bytes needs, in one allocation.
type frame struct {
	ctx callCtx
	dec codec.Decoder
}

// A fullFrame has room for a small result besides.
type fullFrame struct {
	frame
	out [112]byte
}

// as is who.as with the room that it takes; t is the tenant of c.
func (f *frame) as(w *who, ctx context.Context, c *caller, t *tenant) context.Context {
	if w.caller == c {
		return ctx
	}
	in := &f.ctx
	in.Context, in.caller, in.tenant = ctx, c, t
	in.sealed, in.timed = w.caller == nil || w.tenant != t, w.timed
	return in
}

type reasonKey struct{}

// Reason must accompany a call that an admin component makes into a tenant; why
// is what the audit line says. Empty text is no reason.
func Reason(ctx context.Context, why string) context.Context {
	return context.WithValue(ctx, reasonKey{}, why)
}

func reasonOf(ctx context.Context) string {
	s, _ := ctx.Value(reasonKey{}).(string)
	return s
}

// An AuditEvent is one line about a call that crosses tenants, made before the call.
type AuditEvent struct {
	At                           time.Time
	Caller                       Caller
	Runnable, Target, Why, Trace string
}

// ForTenant binds host code to one tenant: in the context that it returns, host
// clients and the bus reach that tenant and shared components, and nobody else.
// The target must have been verified; a name that breaks the grammar is ErrInvalid.
// Inside a context that belongs to another tenant already it is ErrScope.
func ForTenant(ctx context.Context, target string) (context.Context, error) {
	if !ValidName(target) {
		return nil, &Error{Code: CodeInvalid, Path: "target", Expected: "a tenant's name: " + NameGrammar}
	}
	if have := callerOf(ctx); have != nil && have.tenantName() != "" && have.tenantName() != target {
		return nil, &Error{Code: CodeScope, Path: "target", Expected: "the tenant that this context belongs to already"}
	}
	return who{caller: callerFrom(scopeHost, farCaller{tenant: target})}.inside(ctx, nil), nil
}

// bound reports whether a caller is host code that acts for one tenant.
func (c *caller) bound() bool { return c.kind == scopeHost && c.tenantName() != "" }

// known gives a bound caller the kernel's record of its tenant, for the call to
// an instance; nil when the tenant is not there.
func (k *Kernel) known(c *caller, i *inst) *caller {
	if !c.bound() || c.ten != nil {
		return c
	}
	t := i.tenant
	if t == nil {
		t = k.tenantOf(c.far().tenant)
	}
	if t == nil || t.name != c.far().tenant {
		return nil
	}
	l := t.lived()
	if i.tenant == nil && l.met.Load()&lifeBegun == 0 {
		// Nothing of it has mounted yet, and what a shared component keeps of it ends with its incarnation. Without
		// one the component is denied that.
		_ = t.begin(k)
	}
	return &l.host
}
