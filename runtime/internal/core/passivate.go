package core

import (
	"context"
	"math/bits"
	"runtime/metrics"
	"time"
)

// Who is passivated is found by a generalized clock (Smith, "Sequentiality and Prefetching in
// Database Systems", TODS 1978; the clock is Corbató's, 1968): a hand goes round the
// active instances, gives those that were called since it passed more chances the more calls there
// were, takes one from each other, and stops at one that has none. What a call leaves
// behind is its count, which is kept anyway, so calls pay nothing for it.

// makeRoom passivates one that is idle when the budget is used up.
func (k *Kernel) makeRoom(ctx context.Context, whom *inst) error {
	v := &k.virtual
	k.mindMemory(ctx)
	stayed := 0
	for {
		v.mu.Lock()
		room := v.policy.Active <= 0 || len(v.seats)+v.coming < v.policy.Active
		if room {
			v.coming++
		}
		v.mu.Unlock()
		if room {
			return nil
		}
		b := v.victim()
		if b == nil || ctx.Err() != nil {
			return errNoRoom(whom)
		}
		if !k.passivate(ctx, b) {
			if stayed++; stayed > maxStayed {
				return errNoRoom(whom)
			}
		}
	}
}

// maxStayed is how many that could not be taken down one call tries.
const maxStayed = 8

func errNoRoom(whom *inst) error {
	return &Error{Code: CodeBusy, Instance: whom.name, Expected: "room among the active instances; all of them are at work or pinned", Retry: drainRetry}
}

// victim turns the hand until it meets an instance that may go: lazy, nothing in
// flight, no job, timer or delivery, and no chance left. It is nil when there is none.
func (v *virtuals) victim() *Mounted {
	v.mu.Lock()
	defer v.mu.Unlock()
	for range (maxChances + 2) * len(v.seats) {
		if v.hand >= len(v.seats) {
			v.hand = 0
		}
		s := &v.seats[v.hand]
		v.hand++
		if s.free() && s.chance() {
			return s.b
		}
	}
	return nil
}

// free reports whether nothing keeps the instance active, and notes its calls.
func (s *seat) free() bool {
	if s.f != nil {
		if s.f.want > 0 {
			return false
		}
		s.f = nil
	}
	flight, calls := s.b.count()
	if calls < s.calls { // one that was counted when the hand passed was turned away
		s.calls = calls
	}
	if calls != s.calls {
		s.chances = min(max(s.chances, uint8(bits.Len64(uint64(calls-s.calls)))), maxChances)
		s.calls, s.since = calls, s.b.inst.k.clock.Now()
		return false
	}
	return flight == 0 && !s.b.inst.status.has(wordPinned) && !s.b.working()
}

// chance takes one away, and reports whether there was none.
func (s *seat) chance() bool {
	if s.chances == 0 {
		return true
	}
	s.chances--
	return false
}

const maxChances = 3 // for four calls or more

// working reports whether something of the instance runs or will: jobs of Go, timers of
// After and Every, and deliveries keep it active. Effects do not: they have run, and run
// again when it comes up.
func (b *Mounted) working() bool {
	r := b.rare.Load()
	return r != nil && r.busy.Load() > 0
}

// passivate takes an idle instance down and leaves it registered: its state is
// kept by its snapshot hook, its routes, Ref and clients stay. Calls that come
// meanwhile wait, and bring it up again. It reports whether the instance went: it stays when a call
// was faster, or when its snapshot failed.
func (k *Kernel) passivate(ctx context.Context, b *Mounted) bool {
	i, v := b.inst, &k.virtual
	f := &flight{i: i, done: make(chan struct{})}
	v.mu.Lock()
	if v.flights[i] != nil || b.seat == 0 {
		v.mu.Unlock()
		return false
	}
	if v.flights == nil {
		v.flights = map[*inst]*flight{}
	}
	v.flights[i] = f
	v.mu.Unlock()
	defer func() {
		v.mu.Lock()
		k.land(f)
		v.mu.Unlock()
	}()

	// Whoever takes it down or replaces it may be waiting for room itself: in a hook that calls another.
	if !i.tryLife() {
		return false
	}
	defer i.unlockLife()
	if i.live.Load() != b || !b.phase.CompareAndSwap(phaseActive, phaseDraining) {
		return false
	}
	b.shut()
	if flight, _ := b.count(); flight > 0 || b.working() || !i.virtual() || i.status.has(wordPinned) {
		b.phase.Store(phaseActive) // who was turned away meanwhile waits for this and tries again
		return false
	}
	if err := k.snapshot(ctx, b); err != nil {
		b.erred()
		b.log(b.ctx(), LevelError, "a snapshot failed; the instance stays active", Attr{"error", err.Error()})
		b.phase.Store(phaseActive)
		return false
	}
	if err := k.unmount(ctx, i, b); err != nil {
		b.log(b.ctx(), LevelError, "a passivation left something undone", Attr{"error", err.Error()})
	}
	i.live.Store(nil)
	k.mu.Lock()
	k.unuse(i)
	if State(i.status.Load()) == StateActive {
		i.status.Store(uint32(StateRegistered))
	}
	k.mu.Unlock()
	k.tellOf(i, EventPassivated, nil)
	return true
}

// snapshot has an instance that calls bring up keep its state, when it has a hook for that.
func (k *Kernel) snapshot(ctx context.Context, b *Mounted) error {
	i := b.inst
	if i.spec.Snapshot == nil || !i.virtual() {
		return nil
	}
	defer i.work(ctx, WorkDeactivation)()
	return guard(i, func() error { return i.spec.Snapshot(b.body, withDeadlineOf(b.ctx(), ctx)) })
}

// restore gives an instance that calls bring up back what it kept.
func (k *Kernel) restore(ctx context.Context, b *Mounted) error {
	i := b.inst
	if i.spec.Restore == nil || !i.virtual() {
		return nil
	}
	return i.spec.Restore(b.body, withDeadlineOf(b.ctx(), ctx))
}

const liveHeap, collections = "/gc/heap/live:bytes", "/gc/cycles/total:gc-cycles"

// mindMemory passivates a sixteenth of the active instances when the last collection
// found more than the budget: what went shows after the next one only.
func (k *Kernel) mindMemory(ctx context.Context) {
	v := &k.virtual
	if v.policy.Memory == 0 {
		return
	}
	s := []metrics.Sample{{Name: liveHeap}, {Name: collections}}
	metrics.Read(s)
	cycle := uint32(s[1].Value.Uint64())
	v.mu.Lock()
	due := 0
	if s[0].Value.Uint64() > v.policy.Memory && cycle != v.swept {
		v.swept, due = cycle, len(v.seats)/16+1
	}
	v.mu.Unlock()
	for ; due > 0 && ctx.Err() == nil; due-- {
		b := v.victim()
		if b == nil {
			return
		}
		k.passivate(ctx, b)
	}
}

// sweep passivates what was idle for too long, and looks at the memory, until the
// kernel shuts down.
func (k *Kernel) sweep() {
	p := k.virtual.policy
	every := time.Second
	if p.Idle > 0 {
		every = max(p.Idle/4, 10*time.Millisecond)
	} else if p.Memory == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), p.Timeout)
	defer cancel()
	k.mindMemory(ctx)
	if p.Idle > 0 {
		for _, b := range k.virtual.idlers(k.clock.Now().Add(-p.Idle)) {
			k.passivate(ctx, b)
		}
	}
	v := &k.virtual
	v.mu.Lock()
	defer v.mu.Unlock()
	if k.open.Load() {
		v.sweeper = k.clock.AfterFunc(every, k.sweep)
	}
}

// idlers lists who had no call since then.
func (v *virtuals) idlers(since time.Time) (all []*Mounted) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for n := range v.seats {
		if s := &v.seats[n]; s.free() && s.since.Before(since) {
			all = append(all, v.seats[n].b)
		}
	}
	return all
}

// stopSweeping ends what sweep began.
func (v *virtuals) stopSweeping() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.sweeper != nil {
		v.sweeper.Stop()
	}
}
