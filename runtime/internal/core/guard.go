package core

import (
	"context"
	"strconv"
	"sync/atomic"
	"time"
)

// What a call of an instance has to be held against, as bits of Mounted.guards.
// They are 0 for nearly all instances: a call then pays one branch.
const (
	guardFresh   uint32 = 1 << iota // nobody has looked yet which limits its tenant has
	guardLimits                     // its tenant has limits, or tenants with limits call it
	guardProcess                    // the kernel bounds how many calls run
	guardObserve                    // somebody watches calls
	guardFaults                     // a test has things happen to calls
)

// methodFlags say what a runnable has that most have not.
const (
	flagTimeout uint8 = 1 << iota
	flagLimit
)

// An entry is a call that came in from outside of its tenant, as those see it that
// are made inside of it: they belong to it, and are neither counted nor queued again.
type entry struct {
	tenant *tenant
	full   bool        // it has its place in the process
	over   atomic.Bool // who keeps its context after its end has none of it
}

type entryKey struct{}

func entryOf(ctx context.Context) *entry {
	e, _ := ctx.Value(entryKey{}).(*entry)
	if e != nil && e.over.Load() {
		return nil
	}
	return e
}

// guarded is what a guarded call has to give back.
type guarded struct {
	entry *entry
	took  [2]taken
	place *place        // in the process; nil for none
	since time.Duration // 0 for a call that nobody measures
	ran   bool
	most  int // bytes of an encoded result; 0 for any number
	watch func(err error, took time.Duration)
}

// taken is what a call has of one limiter.
type taken struct {
	from  *limiter
	rated *Limit // what it was counted in by; nil when it was not
	slot  bool
}

// guard holds a call that was let in against what bounds it: its deadline, its
// tenant's limits, the room in the process, in this order. It gives the call back when it
// refuses.
func (p *Pass) guard() (err error) {
	b := p.b
	method := &p.spec.Methods[p.m]
	guards := b.guards.Load()
	if guards&guardFresh != 0 {
		guards = b.look()
	}
	if guards == 0 && method.flags == flagTimeout { // the usual case
		p.within(method.Timeout)
		return nil
	}
	if guards == 0 && method.flags == 0 {
		return nil
	}
	return p.hold(guards)
}

// hold is guard of a call that there is something to hold against. It asks the call's context, which may
// be a tenant's own code: one that panics, or ends the goroutine, is turned away as any other.
func (p *Pass) hold(guards uint32) (err error) {
	b := p.b
	g := &guarded{}
	p.extra = &passExtra{guarded: g}
	returned := false
	defer func() {
		if !returned {
			if v := recover(); v != nil {
				err = &Error{Code: CodePanic, Instance: b.inst.name, Expected: "a context that answers", Cause: panicCause(v)}
			} else {
				err = exited(b.inst)
			}
		}
		if err != nil {
			err = p.spec.named(err, p.m)
			p.giveBack(err)
			if p.extra.timeout > 0 {
				p.extra.limit.finish(err)
			}
			b.inst.tenant.lastFailed(err)
			if g.ran {
				b.erred()
				b.leave(p.s)
				return
			}
			b.refuse(p.s)
		}
	}()
	err = p.admitted(g, guards)
	returned = true
	return err
}

// admitted goes through what there is to hold a call against, and notes in g what it took.
func (p *Pass) admitted(g *guarded, guards uint32) (err error) {
	b := p.b
	method := &p.spec.Methods[p.m]
	k := b.inst.k
	caller := callerOf(p.Ctx)
	var ten *tenant
	if caller != nil {
		ten = caller.ten
	}
	if b.inst.tenant != nil {
		ten = b.inst.tenant
	}
	outer := entryOf(p.Ctx)
	entering := outer == nil || outer.tenant != ten

	var table *limitTable
	var one, all *limiter
	if guards&guardLimits != 0 || method.flags&flagLimit != 0 {
		table, one = k.limits(ten, limitID{p.spec, p.m})
		if all = table.all; !entering {
			all = nil
		}
	}
	timeout := method.Timeout
	var oneLimit, allLimit *Limit
	if one != nil {
		oneLimit = one.limit.Load()
	}
	if all != nil {
		allLimit = all.limit.Load()
	}
	for _, l := range []*Limit{oneLimit, allLimit} {
		if l != nil && l.Result > 0 && (g.most == 0 || l.Result < g.most) {
			g.most = l.Result
		}
		if l != nil && l.Deadline > 0 && (timeout == 0 || l.Deadline < timeout) {
			timeout = l.Deadline
		}
	}
	if timeout > 0 {
		p.within(timeout)
	}
	observed := guards&guardObserve != 0
	if all != nil || one != nil || observed || guards&guardProcess != 0 {
		g.since = sinceBegan()
	}
	if observed {
		defer func() { // after the limits: what they refuse is not seen as a call that ran
			if err != nil && !g.ran {
				k.observeRefusal(p, ten, err)
			}
		}()
	}
	// Rates before slots: whom a rate turns away has waited for nothing. The tenant's own before the runnable's:
	// whoever waits for a runnable's slot holds what those inside of a call never ask for again.
	limiters, limits := [2]*limiter{all, one}, [2]*Limit{allLimit, oneLimit}
	for n, limit := range limits {
		if limit == nil {
			continue
		}
		if err := limiters[n].take(limit, g.since); err != nil {
			return err
		}
		g.took[n] = taken{from: limiters[n], rated: limit}
	}
	for n, limit := range limits {
		if limit == nil || limit.Concurrency == 0 {
			continue
		}
		if err := limiters[n].hold(p.Ctx, limit); err != nil {
			return p.gaveUp(err)
		}
		g.took[n].slot = true
	}
	e := &entry{tenant: ten}
	if outer != nil {
		e.full = outer.full
	}
	if guards&guardProcess != 0 && !e.full {
		weight, queue := 1, 0
		if table == nil {
			table, _ = k.limits(ten, limitID{p.spec, p.m})
		}
		if weight = table.weight; allLimit != nil {
			queue = allLimit.Queue
		}
		if g.place, err = k.room.enter(p.Ctx, ten, weight, queue); err != nil {
			return p.gaveUp(err)
		}
		e.full = true
	}
	if entering || e.full != outer.full {
		g.entry = e
		p.Ctx = whoIs(p.Ctx).inside(p.Ctx, e)
	}
	if g.since > 0 {
		g.since = sinceBegan()
	}
	g.ran = true
	if observed {
		k.observe(p, ten)
	}
	if guards&guardFaults != 0 {
		return p.faulted()
	}
	return nil
}

// gaveUp is the error of a call whose deadline or cancellation came while it waited.
func (p *Pass) gaveUp(err error) error {
	if err == context.DeadlineExceeded {
		return &Error{Code: CodeTimeout, Instance: p.b.inst.name, Expected: "a turn within the call's deadline", Cause: err}
	}
	return err
}

// giveBack ends what a guarded call had; of one that did not run also what it used of a rate.
func (p *Pass) giveBack(err error) {
	g := p.extra.guarded
	if g == nil {
		return
	}
	p.extra.guarded = nil
	var took time.Duration
	if g.since > 0 {
		took = max(sinceBegan()-g.since, 0)
	}
	if g.since > 0 && g.ran {
		p.b.measure(took)
	}
	if g.watch != nil {
		g.watch(err, took)
	}
	if g.place != nil {
		g.place.leave(took)
	}
	for _, x := range g.took {
		if x.slot {
			x.from.release(took)
		}
		if !g.ran && x.rated != nil {
			x.from.untake(x.rated)
		}
	}
	if g.entry != nil {
		g.entry.over.Store(true)
	}
}

// look finds out whether the tenant of an instance has limits, and returns its guards.
func (b *Mounted) look() uint32 {
	b.guards.And(^guardFresh) // first: what changes from here on sets it again
	i := b.inst
	for _, c := range i.spec.Provides {
		for m := range c.Methods {
			if table, one := i.k.limits(i.tenant, limitID{c, m}); table.all != nil || one != nil && c.Methods[m].flags&flagLimit == 0 {
				b.guards.Or(guardLimits)
				return b.guards.Load()
			}
		}
	}
	return b.guards.Load()
}

// fits reports an encoded result that is larger than the limit of the runnable or of all of its tenant's calls.
func (p *Pass) fits(size int) error {
	if p.extra == nil || p.extra.guarded == nil {
		return nil
	}
	most := p.extra.guarded.most
	if most == 0 || size <= most {
		return nil
	}
	return &Error{Code: CodeLimited, Runnable: p.name(), Path: "limit.result", Expected: "a result of at most " + sizeText(most)}
}

func sizeText(n int) string {
	for _, u := range []struct {
		size int
		name string
	}{{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if n >= u.size && n%u.size == 0 {
			return strconv.Itoa(n/u.size) + " " + u.name
		}
	}
	return strconv.Itoa(n) + " B"
}

// guardsOf are the guards that an instance begins with.
func (k *Kernel) guardsOf(i *inst) uint32 {
	g := k.guards.Load()
	if k.configs.current() == nil {
		return g
	}
	return g | policyGuards(i.spec.Scope)
}

// policyGuards are those of an instance whose limits may have changed.
func policyGuards(s ScopeKind) uint32 {
	switch s {
	case ScopeTenant:
		return guardFresh
	case ScopeShared:
		return guardLimits // whoever calls it may have limits
	}
	return 0
}
