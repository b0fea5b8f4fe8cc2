package core

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

const drainRetry = 100 * time.Millisecond

// A Kernel runs instances of components. It owns no main, no signals and no
// globals; several may live in one process. All methods are safe for concurrent
// use. It is for host code: tenant and shared components have no way to one.
type Kernel struct {
	log        Logger // guarded by mu unless logSet
	logSet     bool
	logFrom    *inst // guarded by mu; the provider that log is
	audit      func(AuditEvent)
	clock      Clock
	transports []Transport
	wiring     bool
	lazy       bool // boots at the first call

	open       atomic.Bool               // calls are let in
	guards     atomic.Uint32             // of every instance
	room       *room                     // nil without a bound on calls that run
	observers  atomic.Pointer[observers] // nil for none
	observing  sync.Mutex                // held while observers change
	measuring  bool                      // calls are measured though nobody observes them
	outbox     outbox
	hostFlow   tenantFlow    // of calls for nobody
	lastLetter atomic.Uint64 // the last id of a dead letter

	keyWindow time.Duration // of idempotency

	exact   table    // instance name -> instance
	tenants table    // target -> one of its instances; changed under mu
	routes  sync.Map // route name -> *route
	names   names
	draft   aside // guarded by mu; what amend works on

	mu         sync.Mutex
	phase      kernelPhase                 // guarded by mu
	components map[string]*FactorySpec     // guarded by mu
	kinds      map[*FactorySpec]*component // guarded by mu; of components
	order      []string                    // guarded by mu; components as discovered
	providers  []*inst                     // guarded by mu; active, best rank first
	waiters    map[need]map[*inst]bool     // guarded by mu
	uses       map[*inst]*users            // guarded by mu; of those without a tenant
	alone      map[*inst]struct{}          // guarded by mu; those without a tenant
	lives      lives
	virtual    virtuals
	watches    watches
	listers    map[need]map[*inst]struct{} // guarded by mu; who has a list of what offers this
	stale      map[*inst]struct{}          // guarded by mu; who shall get a new body
	woken      []*inst                     // guarded by mu; who waited for what a replacement offers
	pending    []*inst                     // guarded by mu; registered before Boot
	events     map[string]EventSpec        // guarded by mu; by topic
	seq        uint64                      // guarded by mu
	coming     int                         // guarded by mu; activations and replacements under way
	arrived    chan struct{}               // guarded by mu; closed when there are none; nil unless Shutdown waits for that
	configs    configHub
	quiet      reactive.Hooks          // of instances without effects
	retiring   map[string]*offboarding // guarded by mu; by target
	ends       atomic.Uint64           // offboardings that are done
	memory     memoryLedger
	durable    bool                                      // guarded by mu; another ledger was there
	shared     subscriptions                             // of shared components
	steps      func(step string)                         // of an offboarding; nil outside of tests
	detour     Detour                                    // none outside of tests
	faults     []Faults                                  // none outside of tests
	published  func(instance, topic string, payload any) // who gets events in place of subscribers; nil outside of tests
	overheard  func(OverheardEvent)                      // who is told of events besides; nil outside of tests
}

type kernelPhase uint8

// The zero phase is that of a Kernel which New did not make: it does nothing.
const (
	kernelNone kernelPhase = iota
	kernelNew
	kernelOpen
	kernelClosed
)

// A Ref names one instance for good: it never means a successor of the same name.
// An instance that Replace gave another body is the same one.
type Ref struct{ i *inst }

// Name is the instance's name; "" for the zero Ref.
func (r *Ref) Name() string {
	if r.i == nil {
		return ""
	}
	return r.i.name
}

// Target is the instance's tenant, "" when it has none.
func (r *Ref) Target() string {
	if r.i == nil {
		return ""
	}
	return r.i.target()
}

// State is where the instance stands now; 0 for the zero Ref.
func (r *Ref) State() State {
	if r.i == nil {
		return 0
	}
	return State(r.i.newest().status.Load())
}

// An Option configures a Kernel.
type Option interface{ apply(*Kernel) }

type optionFunc func(*Kernel)

func (f optionFunc) apply(k *Kernel) { f(k) }

// WithLogger sends what the kernel and its instances log to l; it wins over a logging provider.
func WithLogger(l Logger) Option {
	return optionFunc(func(k *Kernel) {
		if l != nil {
			k.log, k.logSet = guardedLog{l}, true
		}
	})
}

// WithAudit gives the kernel the sink of audit lines. It is called before the
// call that it describes, on the caller's goroutine; when it panics the call is
// denied. Without a sink every call that needs a line is denied.
func WithAudit(sink func(AuditEvent)) Option {
	return optionFunc(func(k *Kernel) { k.audit = sink })
}

// WithTransport adds a way to other processes; they are asked in order.
func WithTransport(t Transport) Option {
	return optionFunc(func(k *Kernel) {
		if t != nil {
			k.transports = append(k.transports, t)
		}
	})
}

// WithWiringCheck makes a computed or an effect that reads a cell which its
// wiring does not list fail loudly. It costs a little on every read.
func WithWiringCheck() Option { return optionFunc(func(k *Kernel) { k.wiring = true }) }

// WithLazyBoot makes the first call boot the kernel; for kernels of tests.
func WithLazyBoot() Option { return optionFunc(func(k *Kernel) { k.lazy = true }) }

// admits reports whether calls are let in. The kernel of a zero Bus is nil.
func (k *Kernel) admits() bool {
	if k == nil {
		return false
	}
	if k.open.Load() {
		return true
	}
	if !k.lazy {
		return false
	}
	return k.Boot(context.Background()) == nil && k.open.Load()
}

type discard struct{}

func (discard) Log(context.Context, int, string, ...Attr) {}

// guardedLog is somebody's logger, whose panic stays in it: it is called where
// other failures are being dealt with.
type guardedLog struct{ l Logger }

func (g guardedLog) Log(ctx context.Context, level int, msg string, attrs ...Attr) {
	defer func() { _ = recover() }()
	g.l.Log(ctx, level, msg, attrs...)
}

// New makes a kernel. It serves nobody before Boot.
func New(opts ...Option) *Kernel {
	k := &Kernel{
		phase:      kernelNew,
		keyWindow:  keyWindow,
		log:        discard{},
		clock:      realClock{},
		components: map[string]*FactorySpec{},
		kinds:      map[*FactorySpec]*component{},
		uses:       map[*inst]*users{},
		alone:      map[*inst]struct{}{},
		waiters:    map[need]map[*inst]bool{},
		events:     map[string]EventSpec{},
		retiring:   map[string]*offboarding{},
	}
	for _, o := range opts {
		if o != nil {
			o.apply(k)
		}
	}
	k.quiet.CheckWiring = k.wiring
	k.lives.cond.L = &k.lives.mu
	k.configs.k = k
	k.virtual.policy.complete()
	k.tenants.byTarget = true
	return k
}

// Discover makes components known. It is all or nothing: a factory that is the
// zero value, a component name that another type uses, or a route that another
// contract uses is ErrInvalid. Discovering a factory twice changes nothing.
func (k *Kernel) Discover(fs ...Factory) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.usable(); err != nil {
		return err
	}
	var errs []error
	fresh := map[string]*FactorySpec{}
	routes := map[string]*ContractSpec{}
	events := map[string]EventSpec{}
	for n, f := range fs {
		s := f.spec
		if s == nil {
			errs = append(errs, Errf(CodeInvalid, "factory "+strconv.Itoa(n)+" is the zero value; pass the XFactory that sigen generated"))
			continue
		}
		old := k.components[s.Component]
		if old == nil {
			old = fresh[s.Component]
		}
		if old != nil {
			if old != s && old.Type != s.Type {
				errs = append(errs, Errf(CodeInvalid, "component name "+strconv.Quote(s.Component)+" is used by "+old.Type+" and by "+s.Type+"; give one another name= in its //sig:component line"))
			}
			continue
		}
		if s.Scope == ScopeNone || s.New == nil {
			errs = append(errs, Errf(CodeInvalid, "factory of "+strconv.Quote(s.Component)+" has no scope or no constructor"))
			continue
		}
		for _, c := range s.Provides {
			other := routes[c.Name]
			if r := k.route(c.Name); r != nil {
				other = r.spec
			}
			if other != nil && other != c { // by what it is, not by what it says of itself
				errs = append(errs, Errf(CodeInvalid, "route "+strconv.Quote(c.Name)+" is used by "+other.Type+" and by "+c.Type+" of component "+strconv.Quote(s.Component)+"; rename one contract or component"))
			}
			routes[c.Name] = c
		}
		for _, e := range s.Events {
			other, ok := k.events[e.Topic]
			if o, in := events[e.Topic]; in {
				other, ok = o, true
			}
			if ok && other.Type != e.Type {
				errs = append(errs, Errf(CodeInvalid, "topic "+strconv.Quote(e.Topic)+" is used by "+other.Type+" and by "+e.Type+"; give one another topic= in its //sig:event line"))
			}
			if !ok {
				events[e.Topic] = e
			}
		}
		fresh[s.Component] = s
	}
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	maps.Copy(k.events, events)
	for _, f := range fs {
		s := f.spec
		if k.components[s.Component] != nil {
			continue
		}
		k.components[s.Component] = s
		k.kinds[s] = &component{k: k, spec: s}
		k.order = append(k.order, s.Component)
		for _, c := range s.Provides {
			k.addRoute(c)
		}
	}
	return nil
}

var (
	errNotMade = Errf(CodeDenied, "a kernel that sig.New made")
	errClosed  = Errf(CodeDenied, "the kernel is shut down")
	errNotOpen = Errf(CodeDenied, "the kernel is not open: call Boot first, and nothing after Shutdown")
)

// usable is why the kernel takes nothing any more, or never did. k.mu is held.
func (k *Kernel) usable() error {
	switch k.phase {
	case kernelNone:
		return errNotMade
	case kernelClosed:
		return errClosed
	}
	return nil
}

// Boot activates what is instantiated, in the order that requirements dictate,
// and opens the kernel for calls. A provider component without an instance gets one under its own name.
// Instances whose requirements are missing wait (see
// Why); those whose activation fails are in the error, and the rest runs. A
// second Boot changes nothing.
func (k *Kernel) Boot(ctx context.Context) error {
	k.mu.Lock()
	if err := k.usable(); err != nil || k.phase == kernelOpen {
		k.mu.Unlock()
		return err
	}
	k.phase = kernelOpen
	var missing []*FactorySpec
	for _, name := range k.order {
		s := k.components[name]
		if s.Scope != ScopeProvider {
			continue
		}
		if !slices.ContainsFunc(k.pending, func(i *inst) bool { return i.spec == s }) {
			missing = append(missing, s)
		}
	}
	k.mu.Unlock()
	var errs []error
	for _, s := range missing {
		if _, err := k.register(s.Component, s.Component, nil); err != nil {
			errs = append(errs, err)
		}
	}
	k.mu.Lock()
	queue := k.pending
	k.pending = nil
	// Providers first: what tenants are is known once the ledger is up. Among them those
	// that were discovered first: others may use them where they are there.
	turn := func(i *inst) int {
		if i.spec.Scope != ScopeProvider {
			return len(k.order)
		}
		return slices.Index(k.order, i.spec.Component)
	}
	slices.SortStableFunc(queue, func(a, b *inst) int { return cmp.Compare(turn(a), turn(b)) })
	k.mu.Unlock()
	k.open.Store(true)
	k.sweep()
	k.mu.Lock()
	var now []*inst
	for _, i := range queue {
		if i.virtual() {
			now = append(now, k.lay(i)...)
		}
	}
	k.mu.Unlock()
	// Providers before all others: what becomes of these is for configuration to say.
	at := slices.IndexFunc(queue, func(i *inst) bool { return i.spec.Scope != ScopeProvider })
	if at < 0 {
		at = len(queue)
	}
	k.activate(ctx, slices.Clone(queue[:at]))
	k.mu.Lock()
	k.virtual.heeding = true
	k.mu.Unlock()
	for _, i := range queue[at:] {
		k.heed(i)
	}
	k.mu.Lock()
	for _, i := range queue[at:] {
		if i.virtual() {
			now = append(now, k.lay(i)...)
		} else {
			now = append(now, i)
		}
	}
	k.mu.Unlock()
	k.activate(ctx, now)
	k.mu.Lock()
	for _, i := range queue { // supervision may have them wait for another try already
		err := i.aside().err
		if err == nil || State(i.status.Load()) == StateActive {
			continue
		}
		if !slices.ContainsFunc(errs, func(e error) bool { return e.Error() == err.Error() }) { // of who waits with it, too
			errs = append(errs, err)
		}
	}
	k.mu.Unlock()
	return errors.Join(errs...)
}

// Shutdown takes every instance down in the reverse of the order in which they
// came up, and refuses calls from then on. It goes on after errors and returns
// them all. What is just being activated or replaced is waited for, and taken down as it comes. Calls that are in
// flight when ctx ends are cut off; an activation that goes on after that is in the error, and is
// taken down when it ends. A second Shutdown does nothing. It must not be called from a hook of an
// instance, which it would wait for.
func (k *Kernel) Shutdown(ctx context.Context) error {
	k.mu.Lock()
	if k.usable() != nil {
		k.mu.Unlock()
		return nil
	}
	k.phase = kernelClosed
	k.mu.Unlock()
	k.watches.end(ctx)
	var errs []error
	if err := k.awaitComing(ctx); err != nil {
		errs = append(errs, err)
	}
	k.mu.Lock()
	all := k.active()
	k.mu.Unlock()
	for _, i := range all {
		if err := k.deactivate(ctx, i, StateRemoved); err != nil && err != errRemoved {
			errs = append(errs, err)
		}
	}
	k.open.Store(false)
	k.virtual.stopSweeping()
	k.exact.each(k.unlink) // of those that calls would bring up, and of those that failed
	k.tenants.each(func(i *inst) { i.tenant.end() })
	k.hostFlow.keys.forget()
	_ = k.outbox.flush(ctx, k) // a slow observer is no failure of the instances
	return errors.Join(errs...)
}

// comes counts an activation or a replacement in, which ends with came. k.mu is held.
func (k *Kernel) comes() { k.coming++ }

func (k *Kernel) came() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.coming--; k.coming == 0 && k.arrived != nil {
		close(k.arrived)
		k.arrived = nil
	}
}

// awaitComing waits until nothing of a kernel that is closed comes up any more, or ctx ends.
func (k *Kernel) awaitComing(ctx context.Context) error {
	k.mu.Lock()
	if k.coming == 0 {
		k.mu.Unlock()
		return nil
	}
	arrived := make(chan struct{})
	k.arrived = arrived
	k.mu.Unlock()
	select {
	case <-arrived:
		return nil
	case <-ctx.Done():
	}
	k.mu.Lock()
	n := k.coming
	k.mu.Unlock()
	return &Error{Code: CodeTimeout, Expected: "activations to end before the deadline; " + strconv.Itoa(n) + " went on, and end with what they brought up", Cause: context.Cause(ctx)}
}

// closed reports whether Shutdown has begun.
func (k *Kernel) closed() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.phase == kernelClosed
}

// active lists mounted instances, last activated first. k.mu is held.
func (k *Kernel) active() []*inst {
	var all []*inst
	k.exact.each(func(i *inst) {
		if i.live.Load() != nil {
			all = append(all, i)
		}
	})
	slices.SortFunc(all, laterFirst)
	return all
}

// Settled returns when every effect that earlier writes caused has run and observers were told of
// what happened before, or ctx ends.
func (k *Kernel) Settled(ctx context.Context) error {
	var err error
	k.exact.each(func(i *inst) {
		b := i.live.Load()
		if b == nil || err != nil || i.spec.Start == nil || b.cells == nil {
			return
		}
		err = b.cells.Settled(ctx)
	})
	if err == nil {
		err = k.outbox.flush(ctx, k)
	}
	return err
}

// A Contract identifies an interface without reflection; sigen emits one value
// per contract. The zero Contract identifies nothing.
type Contract[T any] struct {
	spec *ContractSpec
	wrap func(Client[T]) T
	// service is set for a Go interface that a provider implements as it is.
	service func(any) (T, bool)
}

// NewContract makes the value of a contract; wrap makes its client.
func NewContract[T any](spec *ContractSpec, wrap func(Client[T]) T) Contract[T] {
	return Contract[T]{spec: spec, wrap: wrap}
}

// ServiceContract makes the value of a Go interface that providers implement.
func ServiceContract[T any](name string) Contract[T] {
	return Contract[T]{
		spec:    &ContractSpec{Name: name},
		service: func(v any) (T, bool) { t, ok := v.(T); return t, ok },
	}
}

// Spec returns the runnables of the contract, nil for the zero Contract.
func (c Contract[T]) Spec() *ContractSpec { return c.spec }

// Wrap makes the contract's interface of a client.
func (c Contract[T]) Wrap(cl Client[T]) T { return c.wrap(cl) }

// Require hands a service to host code, by its contract: a provider's Go
// interface, or the client of a shared component. For a tenant's contract it is
// ErrScope: make the generated client and name a Target.
func Require[T any](k *Kernel, c Contract[T]) (T, error) {
	var zero T
	if c.spec == nil {
		return zero, Errf(CodeInvalid, "the zero Contract identifies nothing; use the value that sigen generated")
	}
	if !k.admits() {
		return zero, errNotOpen
	}
	if c.service != nil {
		k.mu.Lock()
		p := k.provider(&Requirement{Match: func(p Provider) bool { _, ok := c.service(p.impl); return ok }})
		k.mu.Unlock()
		if p == nil {
			return zero, Errf(CodeNotFound, "a provider of "+c.spec.Name+": Discover its ProviderFactory")
		}
		b := p.live.Load()
		if b == nil {
			return zero, p.absent()
		}
		t, _ := c.service(b.impl())
		return t, nil
	}
	r := k.route(c.spec.Name)
	if r == nil {
		return zero, Errf(CodeNotFound, "a component that provides "+c.spec.Name+": Discover its factory")
	}
	if r.best("") == nil {
		return zero, Errf(CodeScope, "a shared component behind "+c.spec.Name+"; for a tenant's make the generated client and name a Target")
	}
	return c.wrap(HostClient[T](k, c.spec, "")), nil
}
