package core

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// switchLimit bounds how long calls are held for one replacement, when the context of
// Replace does not.
const switchLimit = 10 * time.Second

// Replace gives the instance called name another body: of a component that was
// discovered, or of its own when component is "", with the properties p, or
// those that it has when p is nil. The instance stays itself: its Ref, tenant, incarnation
// and the namespace of its handles are what they were, its clients and routes go on.
//
// The new body gets its handles and runs its effects while the old one serves. When
// the old component has a snapshot hook and the new one a restore hook, calls are then held:
// those in flight end, the old body's Snapshot and the new one's Restore carry the state over through
// storage. The new body activates and takes over; held calls go to it. The old one ends what
// it has in flight, is deactivated, and its handles die. Nothing of it is cut off before ctx ends.
// Calls are held for as long as ctx, their own context and their timeout allow, and no longer than ten seconds.
//
// With a nil Ref nothing has changed, and the old body serves on: a component that
// is unknown, of another scope, of scope=provider, or that dependents cannot
// use is ErrInvalid; a requirement that nobody meets is ErrBusy; an
// activation that failed is in the error. With a Ref and an error the new
// body serves, and the error says what of the old one did not end well.
func (k *Kernel) Replace(ctx context.Context, name, component string, p Props) (*Ref, error) {
	if !k.admits() {
		return nil, errNotOpen
	}
	for {
		old := k.exact.get(name)
		if old == nil {
			return nil, &Error{Code: CodeNotFound, Instance: name, Expected: "an instance of this kernel"}
		}
		r, done, err := k.replace(ctx, old, component, p)
		if done {
			k.refresh(ctx)
			return r, err
		}
	}
}

// replace is Replace of one record of the instance; done is false when that was another's meanwhile.
func (k *Kernel) replace(ctx context.Context, old *inst, component string, p Props) (r *Ref, done bool, err error) {
	defer func() {
		if done && r == nil && k.closed() { // Shutdown may have waited for this life in vain
			_ = k.takeDown(ctx, old, StateRemoved, new([]*inst))
		}
	}()
	old.lockLife()
	defer old.unlockLife()
	if old.removed() {
		return nil, false, nil
	}
	i, err := k.successor(old, component, p)
	if err != nil {
		return nil, true, err
	}
	defer k.came()
	// Until all of the old body is gone nobody takes the new one down: what removes or
	// offboards it must not be done before the old one is.
	i.lockLife()
	defer i.unlockLife()

	ob := old.live.Load()
	s := handOver{k: k, old: old, i: i, ob: ob}
	var b *Mounted
	if i.virtual() && (ob == nil || !k.virtual.seated(ob)) { // one more that is active, and in the budget
		if err = k.makeRoom(ctx, i); err == nil {
			defer k.virtual.came()
		}
	}
	if err == nil {
		b, err = k.mountAfter(ctx, i, func(b *Mounted) error { return s.carry(ctx, b) })
	}
	if err == nil {
		err = s.takeOver(ctx, b)
	}
	if err != nil {
		if s.held {
			ob.release(phaseActive)
		}
		k.mu.Lock()
		k.unuse(i)
		i.status.Store(uint32(StateRemoved))
		k.mu.Unlock()
		return nil, true, err
	}
	for _, f := range s.dead {
		f()
	}
	k.configs.settled(b)
	if i.space() != i.spec.space() {
		k.logger().Log(ctx, LevelWarn, "a component took over the data of another, and finds it for as long as this process runs; give both the same namespace= to have it found after that too",
			append(i.attrs(), Attr{"namespace", i.space()})...)
	}
	if ob != nil {
		err = s.end(ctx)
	}
	return &Ref{i: i}, true, err
}

// successor makes the record of what shall follow old, which nobody sees yet.
func (k *Kernel) successor(old *inst, component string, p Props) (i *inst, err error) {
	rest, chosen, err := residencyProp(p)
	if err != nil {
		return nil, err
	}
	target, props, err := splitProps(rest)
	if err != nil {
		return nil, err
	}
	if _, named := p["target"]; named && target != old.target() {
		return nil, &Error{Code: CodeInvalid, Instance: old.name, Path: "target", Expected: "the tenant that the instance has, or none: it stays that one's"}
	}
	if p == nil {
		props, chosen = old.aside().props, old.aside().fate.residency()
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.usable(); err != nil {
		return nil, err
	}
	if k.retiring[old.target()].closed() {
		return nil, errOffboarding(old.target())
	}
	spec := old.spec
	if component != "" {
		if spec = k.components[component]; spec == nil {
			return nil, &Error{Code: CodeNotFound, Instance: old.name, Expected: "component " + strconv.Quote(component) + " is not discovered" + nearest(component, k.order) + "; call Discover with its factory first"}
		}
	}
	switch {
	case spec.Scope != old.spec.Scope:
		return nil, &Error{Code: CodeInvalid, Instance: old.name, Expected: "a component of scope=" + old.spec.Scope.String() + ", as " + old.spec.Component + " is; " + spec.Component + " has scope=" + spec.Scope.String()}
	case spec.Scope == ScopeProvider:
		return nil, &Error{Code: CodeInvalid, Instance: old.name, Expected: "an instance that is no provider: the handles that a provider opened end with it; Add the other one with a higher rank=, then Remove this one"}
	}
	if err := spec.maySay(old.name, chosen); err != nil {
		return nil, err
	}
	if spec.CheckProps != nil {
		d := codec.NewDecoder(orNoProps(props), 0)
		spec.CheckProps(&d)
		if err := d.Finish(); err != nil {
			return nil, wrapCodec(err, "", old.name)
		}
	}
	i = &inst{component: k.kinds[spec], name: old.name, tenant: old.tenant}
	i.status.n.Store(old.seq()<<wordSeq | uint64(StateActivating))
	i.amend(func(a *aside) {
		a.props = props
		if space := old.space(); space != spec.space() {
			a.fate = &fate{space: space}
		}
		a.fate = a.fate.chose(chosen)
	})
	k.reside(i)
	deps, missing, why := k.resolve(i)
	if len(missing) > 0 {
		return nil, &Error{Code: CodeBusy, Instance: old.name, Expected: "the requirements of " + spec.Component + ": " + why, Retry: drainRetry}
	}
	if slices.Contains(deps, old) {
		return nil, &Error{Code: CodeInvalid, Instance: old.name, Expected: "a component that does not require what it replaces; " + spec.Component + " does"}
	}
	if err := k.orphans(old, spec); err != nil {
		return nil, err
	}
	k.use(i, deps)
	k.comes()
	return i, nil
}

// orphans says which dependents could not go on with another component. k.mu is held.
func (k *Kernel) orphans(old *inst, spec *FactorySpec) error {
	for _, u := range k.usersOf(old) {
		for n := range u.spec.Requires {
			r := &u.spec.Requires[n]
			if r.Kind != NeedContract || r.Optional || spec.provides(r.Name) || !old.spec.provides(r.Name) {
				continue
			}
			if others := k.servers(r.Name, u); len(others) > 1 || len(others) == 1 && others[0] != old {
				continue
			}
			return &Error{Code: CodeInvalid, Instance: old.name, Expected: "a component that provides " + r.Name + ", which " + u.name + " requires; " + spec.Component + " does not"}
		}
	}
	return nil
}

func (s *FactorySpec) provides(route string) bool {
	return slices.ContainsFunc(s.Provides, func(c *ContractSpec) bool { return c.Name == route })
}

// A handOver is one replacement under way.
type handOver struct {
	k      *Kernel
	old, i *inst
	ob     *Mounted // of old; nil when it was not active
	held   bool
	dead   []func() // events that the new body has no room for
}

// carry holds the calls and takes the state over. b has its handles, and is not active.
func (s *handOver) carry(ctx context.Context, b *Mounted) error {
	if s.ob == nil {
		defer s.i.work(ctx, WorkActivation)()
		if err := s.k.restore(ctx, b); err != nil {
			return activationError(s.i, err)
		}
		return nil
	}
	if s.old.spec.Snapshot == nil || s.i.spec.Restore == nil {
		return nil
	}
	hold, cancel := context.WithTimeout(ctx, switchLimit)
	defer cancel()
	if !s.ob.halt(hold) {
		return &Error{Code: CodeTimeout, Instance: s.old.name, Expected: "calls in flight to end, so that the snapshot has what they do; the old body serves on", Cause: context.Cause(hold)}
	}
	s.held = true
	if err := guard(s.old, func() error {
		defer s.old.work(hold, WorkDeactivation)()
		return s.old.spec.Snapshot(s.ob.body, withDeadlineOf(s.ob.ctx(), hold))
	}); err != nil {
		return &Error{Code: codeOf(err, CodeFailed), Instance: s.old.name, Expected: "a snapshot without error; the old body serves on", Cause: err}
	}
	if err := guard(s.i, func() error {
		defer s.i.work(hold, WorkActivation)()
		return s.i.spec.Restore(b.body, withDeadlineOf(b.ctx(), hold))
	}); err != nil {
		return &Error{Code: codeOf(err, CodeFailed), Instance: s.i.name, Expected: "a restore without error; the old body serves on", Cause: err}
	}
	return nil
}

// takeOver puts the new body in the old one's place, in every table at once.
func (s *handOver) takeOver(ctx context.Context, b *Mounted) error {
	k, old, i := s.k, s.old, s.i
	refused := func(expected string) error {
		k.mu.Unlock()
		k.unmount(ctx, i, b)
		return &Error{Code: CodeBusy, Instance: i.name, Expected: expected + "; the old body serves on", Retry: drainRetry}
	}
	k.mu.Lock()
	deps := i.aside().deps
	switch {
	case k.phase != kernelOpen:
		return refused("a kernel that is open")
	case k.retiring[i.target()].closed():
		return refused("a tenant that is not being offboarded")
	case slices.ContainsFunc(deps, func(d *inst) bool { return !d.available() }):
		return refused("requirements that stay until the replacement is active")
	}
	defer k.mu.Unlock()
	k.seq++
	b.up = k.seq
	if s.ob != nil {
		b.up = s.ob.up // dependents came up after it
	}
	i.live.Store(b)
	b.guards.Or(k.guardsOf(i)) // after live is set, as in activateOne
	if old.status.has(wordSuspended) {
		i.status.set(wordSuspended)
	}
	b.phase.Store(phaseActive)
	i.status.Store(uint32(StateActive))
	old.amend(func(a *aside) {
		f := a.fate.ended(k.seq)
		f.heir = i
		a.fate = f
	})
	// The heir is known before nothing leads to old any more: a call that would have brought old up finds it.
	linked := old.status.n.And(^uint64(wordLinked))&wordLinked != 0
	k.unlink(old) // what it claims
	for _, u := range k.usersOf(old) {
		of := slices.Clone(u.aside().deps)
		of[slices.Index(of, old)] = i
		k.unuse(u)
		k.use(u, of)
	}
	k.unuse(old)
	k.unwait(old)
	for _, c := range i.spec.Provides {
		if linked && old.spec.provides(c.Name) {
			k.follow(old, i, c)
		} else {
			k.supersede(i, c)
		}
	}
	for _, c := range old.spec.Provides {
		if linked && !i.spec.provides(c.Name) {
			k.route(c.Name).unlink(old)
		}
	}
	i.status.set(wordLinked)
	if i.virtual() {
		k.virtual.leave(s.ob)
		k.virtual.arrive(b)
	}
	k.list(i, b)
	b.attend()
	k.exact.set(i.name, i)
	k.pending = slices.DeleteFunc(k.pending, func(x *inst) bool { return x == old })
	if t := i.tenant; t != nil {
		t.swap(old, i)
		if k.tenants.get(t.name) == old {
			k.tenants.set(t.name, i)
		}
	} else {
		delete(k.alone, old)
		k.alone[i] = struct{}{}
	}
	old.status.Store(uint32(StateRemoved))
	k.watches.forget(old)
	k.woken = append(k.woken, k.wakes(i)...) // they come up when the lives that are held here are free
	k.tellOf(i, EventReplaced, nil)
	s.dead = k.resubscribe(s.ob, b)
	if s.held {
		s.ob.release(phaseDraining)
	} else if s.ob != nil {
		s.ob.become(phaseDraining)
	}
	return nil
}

// end lets the old body finish.
func (s *handOver) end(ctx context.Context) error {
	var errs []error
	if !s.ob.drain(ctx) {
		errs = append(errs, &Error{Code: CodeTimeout, Instance: s.old.name, Expected: "calls of the old body to end before the deadline; they were cut off", Cause: context.Cause(ctx)})
	}
	if err := s.k.unmount(ctx, s.old, s.ob); err != nil {
		errs = append(errs, err)
	}
	s.old.live.Store(nil)
	return errors.Join(errs...)
}

func (f *fate) replaced() bool { return f != nil && f.heir != nil }

// residency is what the properties say; f may be nil.
func (f *fate) residency() uint8 {
	if f == nil {
		return 0
	}
	return f.chosen
}

// chose is a fate with its residency set, nil for none of either; f may be nil.
func (f *fate) chose(residency uint8) *fate {
	if residency == 0 {
		return f
	}
	n := new(fate)
	if f != nil {
		*n = *f
	}
	n.chosen = residency
	return n
}

// ended is a fate with its end set; f may be nil.
func (f *fate) ended(at uint64) *fate {
	n := new(fate)
	if f != nil {
		*n = *f
	}
	n.end = at
	return n
}

// space is the part of a namespace that names a component: namespace= of its
// directive, or its name.
func (s *FactorySpec) space() string {
	if s.Namespace != "" {
		return s.Namespace
	}
	return s.Component
}

// space is the component's, unless the instance took the place of one that had another.
func (i *inst) space() string {
	if f := i.aside().fate; f != nil && f.space != "" {
		return f.space
	}
	return i.spec.space()
}

// swap puts i where old is among the tenant's instances. k.mu is held.
func (t *tenant) swap(old, i *inst) {
	for p := &t.first; *p != nil; p = &(*p).next {
		if *p == old {
			i.next = old.next
			*p, old.next = i, nil
			return
		}
	}
}

// swap puts i where old is, and returns whom else it overtook with that.
func (r *route) swap(old, i *inst) (over *inst) {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := i.target()
	all := r.other[t]
	if all == nil {
		r.serve(t, i)
		return nil
	}
	best := all[0]
	all[slices.Index(all, old)] = i
	slices.SortStableFunc(all, byRank)
	r.serve(t, all[0])
	if all[0] == i && best != old {
		return best
	}
	return nil
}
