package core

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"time"
)

// activate works through a queue: an instance whose requirements are all active
// is mounted, and wakes those that waited for it; others wait. Every edge is
// looked at a bounded number of times, so that a boot is linear in edges.
func (k *Kernel) activate(ctx context.Context, queue []*inst) {
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		queue = append(queue, k.activateOne(ctx, i)...)
	}
	k.refresh(ctx)
}

// activateOne mounts i if it can, and returns whom that wakes.
func (k *Kernel) activateOne(ctx context.Context, i *inst) []*inst {
	i.lockLife()
	defer i.unlockLife()

	k.mu.Lock()
	switch State(i.status.Load()) {
	case StateRegistered, StateWaiting:
	default:
		k.mu.Unlock()
		return nil
	}
	if k.phase != kernelOpen {
		k.mu.Unlock()
		return nil
	}
	if k.retiring[i.target()].closed() { // "" is nobody's name
		i.amend(func(a *aside) { a.why, a.err = "its tenant is being offboarded", nil })
		k.mu.Unlock()
		return nil
	}
	k.unwait(i)
	deps, missing, why := k.resolve(i)
	if len(missing) > 0 {
		i.amend(func(a *aside) { a.why, a.err = why, nil })
		i.status.Store(uint32(StateWaiting))
		k.claim(i)
		k.wait(i, missing)
		k.mu.Unlock()
		return nil
	}
	i.status.Store(uint32(StateActivating))
	if a := i.aside(); a.why != "" || a.err != nil {
		i.amend(func(a *aside) { a.why, a.err = "", nil })
	}
	k.use(i, deps)
	k.comes()
	k.mu.Unlock()
	defer k.came()

	b, err := k.mount(ctx, i)
	if err != nil {
		k.logger().Log(ctx, LevelError, "activation failed", Attr{"instance", i.name}, Attr{"component", i.spec.Component}, Attr{"tenant", i.target()}, Attr{"error", err.Error()})
	}

	if err == nil {
		defer k.configs.settled(b) // with no lock held
	} else if s, ok := i.supervision(); ok && !i.status.has(wordTrial) {
		defer k.deal(i, nil, s, err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if err == nil && k.phase != kernelOpen {
		// Shutdown did not see it.
		k.mu.Unlock()
		_ = k.unmount(ctx, i, b)
		k.mu.Lock()
		k.unuse(i)
		i.status.Store(uint32(StateRegistered))
		return nil
	}
	deps = i.aside().deps // one of them may have been replaced
	if err == nil && slices.ContainsFunc(deps, func(d *inst) bool { return !d.available() }) {
		// A requirement went while this instance mounted: take it down and wait.
		k.mu.Unlock()
		k.unmount(ctx, i, b)
		k.mu.Lock()
		k.unuse(i)
		i.status.Store(uint32(StateRegistered))
		return []*inst{i}
	}
	if err != nil {
		k.unuse(i)
		i.amend(func(a *aside) { a.err = err })
		i.status.Store(uint32(StateFailed))
		if !i.status.has(wordTrial) {
			k.claim(i)
		}
		k.tellOf(i, EventActivationFailed, err)
		return nil
	}
	k.seq++
	b.up = k.seq
	i.live.Store(b)
	b.guards.Or(k.guardsOf(i)) // after live is set: who changes those of the kernel looks there next
	b.phase.Store(phaseActive)
	i.status.Store(uint32(StateActive))
	k.tellOf(i, EventActivated, nil)
	k.link(i)
	if i.virtual() {
		k.virtual.arrive(b)
	}
	k.list(i, b)
	b.attend()
	if i.spec.Scope == ScopeProvider {
		k.providers = append(k.providers, i)
		_, keeps := b.impl().(Ledger)
		k.durable = k.durable || keeps
		slices.SortStableFunc(k.providers, byRank)
		k.outbid(i)
	}
	return k.wakes(i)
}

// mount makes the body of i and brings it up to where calls can be let in. On
// error everything it had is gone again.
func (k *Kernel) mount(ctx context.Context, i *inst) (b *Mounted, err error) {
	return k.mountAfter(ctx, i, nil)
}

// mountAfter is mount of what follows another body: takeOver is called once the
// new body has its handles and before its activation, and subscribes when it has taken over.
func (k *Kernel) mountAfter(ctx context.Context, i *inst, takeOver func(b *Mounted) error) (b *Mounted, err error) {
	if i.tenant != nil {
		if err := i.tenant.begin(k); err != nil {
			return nil, err
		}
	}
	m := &Mount{k: k, i: i, ctx: ctx}
	if takeOver == nil && !i.ownCode() {
		return k.build(ctx, m, nil)
	}
	if apart(func() { b, err = k.build(ctx, m, takeOver) }) {
		return b, err
	}
	if m.b != nil {
		_ = k.unmount(ctx, i, m.b)
	}
	return nil, exited(i)
}

// build is the work of mountAfter. Its goroutine may end within.
func (k *Kernel) build(ctx context.Context, m *Mount, takeOver func(b *Mounted) error) (b *Mounted, err error) {
	i := m.i
	end := i.work(ctx, WorkActivation)
	defer func() { end() }()
	defer func() {
		m.dead.Store(true)
		if v := recover(); v != nil {
			err = &Error{Code: CodePanic, Instance: i.name, Expected: "no panic while activating", Cause: panicCause(v)}
			stack := stackOf()
			k.tellPanic(i, err, stack)
			k.logger().Log(ctx, LevelError, "panic while activating", Attr{"instance", i.name}, Attr{"panic", panicText(v)}, Attr{"stack", stack})
		}
		if err != nil && m.b != nil {
			k.unmount(ctx, i, m.b)
			b = nil
		}
	}()
	body := i.spec.New(m)
	if m.err != nil {
		return nil, m.err
	}
	if body == nil || m.b == nil || body.state() != m.b {
		return nil, &Error{Code: CodeInvalid, Instance: i.name, Expected: "a factory that attaches the body it returns; regenerate with sigen"}
	}
	b = m.b
	b.body = body
	if b.cells == nil && (len(i.spec.Settings) > 0 || i.spec.Start != nil) { // effects would outlive it
		return nil, &Error{Code: CodeInvalid, Instance: i.name, Expected: "a factory that attaches the cells of its settings and effects; regenerate with sigen"}
	}
	if err := k.configs.adopt(b); err != nil {
		return nil, err
	}
	if takeOver == nil {
		k.subscribe(b)
		if err := k.restore(ctx, b); err != nil {
			return nil, activationError(i, err)
		}
	}
	if p, ok := b.impl().(ConfigBackend); ok && i.spec.Scope == ScopeProvider {
		// Its activation loads files; the kernel attaches once it has.
		defer func() {
			if err == nil {
				err = k.configs.attach(i, p)
			}
		}()
	}
	if i.spec.Start != nil {
		if err := i.spec.Start(body, b.ctx()); err != nil {
			return nil, activationError(i, err)
		}
	}
	if takeOver != nil {
		end() // work does not nest: in between the old body works
		end = noWork
		if err := takeOver(b); err != nil {
			return nil, err
		}
		end = i.work(ctx, WorkActivation)
	}
	if i.spec.Activate != nil {
		if err := i.spec.Activate(body, withDeadlineOf(b.ctx(), ctx)); err != nil {
			return nil, activationError(i, err)
		}
	}
	b.activated = true
	k.watchCredentials(b)
	if src, ok := b.impl().(ObserverSource); ok && i.spec.Scope == ScopeProvider {
		k.watchWith(i, src.Observer())
	}
	if src, ok := b.impl().(LoggerSource); ok && i.spec.Scope == ScopeProvider && !k.logSet {
		if l := src.Logger(); l != nil {
			k.mu.Lock()
			k.log, k.logFrom = guardedLog{l}, i
			k.mu.Unlock()
		}
	}
	return b, nil
}

func activationError(i *inst, err error) error {
	return &Error{Code: codeOf(err, CodeFailed), Instance: i.name, Expected: "an activation without error", Cause: err}
}

// codeOf is the code of the first *Error in err's chain, def when there is none.
func codeOf(err error, def Code) Code {
	var e *Error
	if errors.As(err, &e) && e.Code != CodeNone {
		return e.Code
	}
	return def
}

// deactivate takes i down, after everything that depends on it, and leaves it in
// state to: StateWaiting for one whose requirement left, StateRemoved for good.
// Dependents that have another provider come up again on that one.
func (k *Kernel) deactivate(ctx context.Context, i *inst, to State) error {
	var again []*inst
	err := k.takeDown(ctx, i, to, &again)
	k.activate(ctx, again)
	return err
}

// errRemoved says that somebody else took the instance down for good meanwhile.
var errRemoved = Errf(CodeNotFound, "an instance that is still there")

// takeDown holds the life of i and takes those of its dependents, never the other way
// round; an activation holds its own only. So they cannot wait for each other in a circle.
func (k *Kernel) takeDown(ctx context.Context, i *inst, to State, again *[]*inst) error {
	if !k.lockLifeToEnd(ctx, i) {
		return &Error{Code: CodeTimeout, Instance: i.name, Expected: "its activation or replacement to end before the deadline; it goes on, and is taken down after it", Cause: context.Cause(ctx)}
	}
	defer i.unlockLife()
	if to == StateRemoved && i.removed() {
		return errRemoved
	}
	var errs []error
	stays := to == StateFailed || to == StateDraining // until somebody says what becomes of it
	if i.aside().fate.replaced() {
		if to == StateFailed {
			return nil // its failure is not its successor's
		}
		return k.takeDown(ctx, i.newest(), to, again)
	}
	for _, u := range k.beginDrain(i) {
		if k.circular(u, i) || k.lets(ctx, u, i) {
			continue
		}
		if err := k.takeDown(ctx, u, StateWaiting, again); err != nil {
			errs = append(errs, err)
		}
	}
	if b := i.live.Load(); b != nil {
		switch { // first: new calls have where to go
		case to != StateRemoved:
			k.yield(i)
		case slices.ContainsFunc(i.spec.Provides, func(c *ContractSpec) bool { return k.route(c.Name).others(i) }):
			k.unlink(i)
		}
		b.become(phaseDraining)
		if !b.drain(ctx) {
			flight, _ := b.count()
			errs = append(errs, &Error{Code: CodeTimeout, Instance: i.name, Expected: "calls to end before the deadline; " + strconv.FormatInt(flight, 10) + " were cut off", Cause: context.Cause(ctx)})
		}
		if to == StateRemoved { // calls find one that goes down for other reasons, and are told
			k.unlink(i)
		}
		if !i.status.has(wordSuspended) { // what an offboarding would purge is not kept
			if err := k.snapshot(ctx, b); err != nil {
				errs = append(errs, err)
			}
		}
		if err := k.unmount(ctx, i, b); err != nil {
			errs = append(errs, err)
		}
		i.live.Store(nil)
		k.tellOf(i, EventDeactivated, nil)
	}
	if to == StateRemoved {
		k.unlink(i) // one that is only registered has routes too
	} else {
		k.yield(i)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.unuse(i)
	k.unwait(i)
	switch {
	case to == StateRemoved:
		k.unregister(i)
	case stays && State(i.status.Load()) != StateRemoved:
		i.status.Store(uint32(to))
		k.claim(i)
	case State(i.status.Load()) != StateRemoved:
		i.status.Store(uint32(StateWaiting))
		_, missing, why := k.resolve(i)
		i.amend(func(a *aside) { a.why, a.err = why, nil })
		k.claim(i)
		k.wait(i, missing)
		if len(missing) == 0 {
			*again = append(*again, i)
		}
	}
	return errors.Join(errs...)
}

// beginDrain keeps new dependents away from an active instance, and lists those
// that it has, last one first. An instance that is just mounting on it finds out
// when it is done, and waits.
func (k *Kernel) beginDrain(i *inst) []*inst {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !i.available() {
		return nil
	}
	i.status.Store(uint32(StateDraining))
	if i.spec.Scope == ScopeProvider {
		k.providers = slices.DeleteFunc(k.providers, func(p *inst) bool { return p == i })
		k.unwatch(i)
		if k.logFrom == i {
			k.log, k.logFrom = discard{}, nil
		}
	}
	users := k.usersOf(i)
	slices.SortFunc(users, func(a, b *inst) int { return cmp.Compare(b.seq(), a.seq()) })
	return users
}

// circular reports whether u, which uses i, is on its way down itself, and i uses u, directly or
// through others: what is optional or dormant allows that. Whoever takes u down waits for i, or will
// find it draining, so that i must not wait for u.
func (k *Kernel) circular(u, i *inst) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if State(u.status.Load()) != StateDraining {
		return false
	}
	seen := map[*inst]bool{}
	var uses func(x *inst) bool
	uses = func(x *inst) bool {
		if x == u {
			return true
		}
		if seen[x] {
			return false
		}
		seen[x] = true
		return slices.ContainsFunc(x.aside().deps, uses)
	}
	return uses(i)
}

// unmount ends a body: hook, context, effects, jobs, handles, in this order.
func (k *Kernel) unmount(ctx context.Context, i *inst, b *Mounted) error {
	var errs []error
	if b.activated && i.spec.Deactivate != nil {
		defer i.work(ctx, WorkDeactivation)()
		if err := guard(i, func() error { return i.spec.Deactivate(b.body, withDeadlineOf(b.ctx(), ctx)) }); err != nil {
			errs = append(errs, err)
		}
	}
	b.become(phaseGone)
	b.unbind()
	k.virtual.leave(b)
	k.configs.drop(i, b)
	k.unsubscribe(b)
	k.unlist(i, b)
	b.cancel()
	if err := i.endEffects(ctx, b); err != nil {
		errs = append(errs, err)
	}
	if !b.joined(ctx) {
		errs = append(errs, &Error{Code: CodeTimeout, Instance: i.name, Expected: "jobs that end with their context; the handles of one that goes on are dead", Cause: context.Cause(ctx)})
	}
	if b.scope != nil {
		b.scope.end()
	}
	return errors.Join(errs...)
}

// endEffects closes the domain of a body whose context has ended. An effect that does not return by the deadline
// of ctx, and jobGrace after it, is named in the error and left behind.
func (i *inst) endEffects(ctx context.Context, b *Mounted) error {
	if b.cells == nil {
		return nil
	}
	err := b.cells.Shutdown(ctx)
	if err == nil {
		return nil
	}
	grace, cancel := context.WithTimeout(context.Background(), jobGrace)
	defer cancel()
	if err = b.cells.Shutdown(grace); err == nil {
		return nil
	}
	return &Error{Code: CodeTimeout, Instance: i.name, Expected: "effects that return when their context ends; what goes on has dead handles", Cause: err}
}

// jobGrace is how long a job or an effect has to notice that its context ended, when the
// removal's own deadline is over already.
const jobGrace = 50 * time.Millisecond

// joined waits for the instance's jobs, whose context has ended. It is false when
// ctx ends, and jobGrace after it, before the last of them returns.
func (b *Mounted) joined(ctx context.Context) bool {
	r := b.rare.Load()
	if r == nil {
		return true // it never had one
	}
	if ctx.Done() == nil {
		r.jobs.Wait()
		return true
	}
	done := make(chan struct{})
	go func() { // ends with the last job
		r.jobs.Wait()
		close(done)
	}()
	select {
	case <-done:
		return true
	case <-ctx.Done():
	}
	grace := time.NewTimer(jobGrace)
	defer grace.Stop()
	select {
	case <-done:
		return true
	case <-grace.C:
		return false
	}
}

// guard runs a hook. That it panics, or does not return, is an error.
func guard(i *inst, f func() error) (err error) {
	if !apart(func() { err = caught(i, f) }) {
		err = exited(i)
	}
	return err
}

// caught turns a panic of a hook into an error.
func caught(i *inst, f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &Error{Code: CodePanic, Instance: i.name, Cause: panicCause(v)}
			stack := stackOf()
			i.k.tellPanic(i, err, stack)
			i.k.logger().Log(context.Background(), LevelError, "panic in a hook", Attr{"instance", i.name}, Attr{"panic", panicText(v)}, Attr{"stack", stack})
		}
	}()
	return f()
}

// A panicError carries what a body panicked with.
type panicError struct{ text string }

func (e *panicError) Error() string { return e.text }

func panicCause(v any) error {
	if err, ok := v.(error); ok {
		return err
	}
	return &panicError{text: panicText(v)}
}

// panicText prints what panics usually carry; anything else by its being no text.
func panicText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case error:
		return v.Error()
	case interface{ String() string }:
		return v.String()
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	default:
		return "a value without text"
	}
}
