package core

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A Record says which incarnation of a tenant was offboarded.
type Record struct{ Target, Incarnation string }

// purger is the part of every Scoped provider that needs no type.
type purger interface {
	Remains(ctx context.Context, s Scope) ([]string, error)
	Purge(ctx context.Context, s Scope) error
}

// An offboarding is under way for one target. While the kernel has one that is
// closed, no instance of that target registers or activates.
type offboarding struct {
	mu    sync.Mutex              // held by the one Offboard that works on it
	late  []*Mounted              // guarded by mu; taken down while calls or jobs may have gone on
	hooks map[*Mounted]chan error // guarded by mu; purge hooks that were given up and have not returned

	// open is guarded by Kernel.mu: no Offboard works on it, and purge hooks have not
	// run, so that instances may come up for them.
	open bool
}

func (o *offboarding) closed() bool { return o != nil && !o.open }

// Offboard ends a tenant. It marks that durably, refuses calls from outside with
// ErrDraining, and waits for those in flight. It runs the purge hooks of the tenant's
// instances, removes these, both in the reverse of the order in which they came up,
// has every provider purge what it keeps of the tenant, checks that nothing remains,
// and ends the incarnation, so that a successor of the same name meets nothing of it.
//
// When it fails, or the process dies at any point, the mark stays, with the hooks that
// have not returned without error: the tenant cannot be instantiated, and Offboard, in
// whatever process, goes on where it was until it succeeds. Only for such hooks may
// instances of it be made again: they come up refusing calls from outside. A hook whose
// end was not written down before the process died runs again. A target of which
// nothing is known is ErrNotFound.
func (k *Kernel) Offboard(ctx context.Context, target string) (Record, error) {
	if !ValidName(target) {
		return Record{}, &Error{Code: CodeInvalid, Path: strconv.Quote(target), Expected: "a tenant's name: " + NameGrammar}
	}
	if !k.admits() {
		return Record{}, errNotOpen // without its providers it would purge nothing
	}
	l := k.ledger()
	for {
		k.mu.Lock()
		o := k.retiring[target]
		if o == nil {
			o = new(offboarding)
			k.retiring[target] = o
		}
		o.open = false
		k.mu.Unlock()
		if rec, done, err := k.workOn(ctx, l, o, target); done {
			return rec, err
		}
	}
}

// workOn is one call's part of an offboarding; done is false when another call has
// finished it meanwhile.
func (k *Kernel) workOn(ctx context.Context, l Ledger, o *offboarding, target string) (rec Record, done bool, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	k.mu.Lock()
	current := k.retiring[target] == o
	k.mu.Unlock()
	if !current {
		return Record{}, false, nil
	}
	hooks := false
	defer func() { // whatever becomes of it: a panic leaves it to another call
		k.mu.Lock()
		defer k.mu.Unlock()
		o.open = hooks
	}()
	rec, began, err := k.offboard(ctx, l, o, target)
	if err == nil || !began {
		k.mu.Lock()
		delete(k.retiring, target)
		k.mu.Unlock()
		k.ends.Add(1)
		return rec, true, err
	}
	_, left, lost := l.Retiring(target)
	hooks = lost == nil && len(left) > 0
	return rec, true, err
}

// offboard does the work; began reports whether the tenant is marked, so that
// nothing of it may start again before the work is done. o.mu is held.
func (k *Kernel) offboard(ctx context.Context, l Ledger, o *offboarding, target string) (rec Record, began bool, err error) {
	t := k.tenantOf(target)
	inc, hooks, err := l.Retiring(target)
	if err != nil {
		return Record{}, true, &Error{Code: CodeFailed, Path: "target", Expected: "a ledger that says what is being offboarded", Cause: err}
	}
	if inc == "" {
		if inc, hooks, err = k.beginOffboard(ctx, l, t, target); err != nil {
			return Record{}, false, err
		}
	}
	k.reached("marked")
	if t != nil {
		k.mu.Lock()
		t.suspend()
		k.mu.Unlock()
		k.reached("suspended")
	}
	if err := k.runPurgeHooks(ctx, l, o, t, inc, hooks, target); err != nil {
		return Record{}, true, err
	}
	if t != nil {
		if err := k.takeDownTenant(ctx, o, t); err != nil {
			return Record{}, true, err
		}
	}
	for len(o.late) > 0 {
		b := o.late[0]
		if !b.drain(ctx) || !b.joined(ctx) {
			return Record{}, true, &Error{Code: CodeTimeout, Instance: b.inst.name, Expected: "calls and jobs that were cut off to end; what they still write would stay", Cause: context.Cause(ctx)}
		}
		if err := b.inst.endEffects(ctx, b); err != nil {
			return Record{}, true, err
		}
		o.late = o.late[1:]
	}
	if err := k.purge(ctx, Scope{s: wholeScope(target, inc)}); err != nil {
		return Record{}, true, err
	}
	if err := l.Retire(target, inc); err != nil {
		return Record{}, true, &Error{Code: CodeFailed, Path: "target", Expected: "a durable record of the offboarding", Cause: err}
	}
	k.reached("retired")
	k.tell(KernelEvent{Kind: EventOffboarded, Tenant: target})
	return Record{Target: target, Incarnation: inc}, true, nil
}

// beginOffboard finds out which incarnation there is to end, and marks it.
func (k *Kernel) beginOffboard(ctx context.Context, l Ledger, t *tenant, target string) (inc string, hooks []string, err error) {
	if t != nil {
		if err := t.begin(k); err != nil {
			return "", nil, err
		}
		inc, hooks = t.lived().incarnation, k.purgeHooks(t)
	} else {
		if inc, err = incarnationOf(l, target); err != nil {
			return "", nil, err
		}
		left, err := k.remainsOf(ctx, Scope{s: wholeScope(target, inc)})
		if err != nil {
			return "", nil, err
		}
		if left == 0 {
			return "", nil, &Error{Code: CodeNotFound, Path: "target", Expected: "a tenant that has instances or data; " + strconv.Quote(target) + " has none"}
		}
	}
	if err := l.BeginRetire(target, inc, hooks); err != nil {
		return "", nil, &Error{Code: CodeFailed, Path: "target", Expected: "a durable mark that the offboarding has begun", Cause: err}
	}
	return inc, hooks, nil
}

// takeDownTenant removes every instance of a tenant. What fails while a hook runs
// does not stop it, and is reported when all are gone.
func (k *Kernel) takeDownTenant(ctx context.Context, o *offboarding, t *tenant) error {
	var errs []error
	for _, i := range k.lastFirst(t) {
		b := i.live.Load()
		if err := k.deactivate(ctx, i, StateRemoved); err != nil && err != errRemoved {
			errs = append(errs, err)
			if b != nil {
				o.late = append(o.late, b)
			}
		}
		k.reached("removed " + i.name)
	}
	t.end() // what all instances shared ends before it is purged
	return errors.Join(errs...)
}

// lastFirst lists a tenant's instances, the one that came up last first.
func (k *Kernel) lastFirst(t *tenant) []*inst {
	k.mu.Lock()
	all := slices.Collect(t.each)
	k.mu.Unlock()
	slices.SortFunc(all, laterFirst)
	return all
}

func laterFirst(a, b *inst) int { return cmp.Compare(b.up(), a.up()) }

// purgers are the providers that keep something for scopes, those first that came
// up last: they may be built on the others. One that is not active may keep something
// too, and is among them.
func (k *Kernel) purgers() (all []*inst) {
	k.mu.Lock()
	for i := range k.alone {
		if _, keeps := i.purger(); keeps && i.spec.Scope == ScopeProvider {
			all = append(all, i)
		}
	}
	k.mu.Unlock()
	slices.SortFunc(all, func(a, b *inst) int { return cmp.Or(laterFirst(a, b), strings.Compare(a.name, b.name)) })
	return all
}

// purger is the part of a provider that purges, nil when it is not active; keeps is false when
// it is known to have none.
func (i *inst) purger() (p purger, keeps bool) {
	b := i.live.Load()
	if b == nil {
		return nil, true
	}
	p, keeps = b.impl().(purger)
	return p, keeps
}

func (i *inst) cannotPurge() error {
	return &Error{Code: CodeBusy, Instance: i.name, Expected: "a provider that is active, so that it can say what it keeps and purge it; see Why, and Remove it when it is gone for good"}
}

// purge has every provider remove what it keeps for a scope, and looks. It goes on
// after errors, so that one provider that is down keeps no other's data here.
func (k *Kernel) purge(ctx context.Context, s Scope) error {
	var errs []error
	for _, p := range k.purgers() {
		pg, keeps := p.purger()
		if pg == nil {
			if keeps {
				errs = append(errs, p.cannotPurge())
			}
			continue
		}
		if err := guard(p, func() error { return pg.Purge(ctx, s) }); err != nil {
			errs = append(errs, &Error{Code: CodeFailed, Instance: p.name, Expected: "a purge of " + s.Namespace(), Cause: err})
			continue
		}
		k.reached("purged " + p.name)
		left, err := remains(ctx, p, pg, s)
		if err == nil && left > 0 {
			err = &Error{Code: CodeFailed, Instance: p.name, Expected: "nothing left of " + s.Namespace() + "; " + strconv.Itoa(left) + " remain"}
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		k.reached("checked " + p.name)
	}
	return errors.Join(errs...)
}

// remainsOf counts what all providers keep for a scope.
func (k *Kernel) remainsOf(ctx context.Context, s Scope) (n int, err error) {
	for _, p := range k.purgers() {
		pg, keeps := p.purger()
		if pg == nil && keeps {
			return 0, p.cannotPurge()
		} else if pg == nil {
			continue
		}
		left, err := remains(ctx, p, pg, s)
		if err != nil {
			return 0, err
		}
		n += left
	}
	return n, nil
}

func remains(ctx context.Context, p *inst, pg purger, s Scope) (n int, err error) {
	err = guard(p, func() error {
		left, err := pg.Remains(ctx, s)
		n = len(left)
		return err
	})
	if err != nil {
		return 0, &Error{Code: CodeFailed, Instance: p.name, Expected: "to be told what remains of " + s.Namespace(), Cause: err}
	}
	return n, nil
}

// Offboarding lists the targets whose offboarding has begun and is not done, here
// or in a process before this one. Call Offboard for each after Boot.
func (k *Kernel) Offboarding() ([]string, error) {
	if !k.admits() {
		return nil, errNotOpen
	}
	return k.ledger().Unfinished()
}

// outside refuses calls into a suspended tenant that do not come from itself: what
// is in flight may go on and end.
func (i *inst) outside(from *caller) error {
	if !i.status.has(wordSuspended) || i.removed() || from != nil && from.ten == i.tenant {
		return nil
	}
	return &Error{Code: CodeDraining, Instance: i.name}
}

// turnsAway is outside for host code, before the call is counted: an offboarding waits for a moment
// without calls in flight, which those who are refused and come again must not keep from coming. What
// others get depends on more than that.
func (i *inst) turnsAway(from *caller) error {
	if !i.status.has(wordSuspended) || i.removed() || from != nil && (from.kind != scopeHost || from.ten != nil || from.tenantName() != i.target()) {
		return nil
	}
	return i.outside(from)
}

// reached tells a test which step of an offboarding is done.
func (k *Kernel) reached(step string) {
	if k.steps != nil {
		k.steps(step)
	}
}
