package core

import (
	"context"
	"sync/atomic"
)

// A slot counts calls through one handle: those in flight in its low bits, all
// of them in the high ones. Every handle that is held has its own, so that cores which hold
// their own handles share no cache line.
//
// Between the two is slotOpen: whoever counts a call in and finds it set is let in, and has looked
// at nothing but the slot. It is set under Mounted.mu while calls of the handle have nothing to
// be held against; whatever changes that (a drain, a removal, a replacement, a better provider, a limit)
// changes the body first and clears the bit of all its slots then. The zero slot lets
// nobody in unasked.
type slot struct{ n atomic.Uint64 }

const (
	slotFlightBits = 24
	slotFlight     = 1<<slotFlightBits - 1
	slotOpen       = 1 << slotFlightBits
	slotCallsAt    = slotFlightBits + 1
	slotOne        = 1<<slotCallsAt | 1 // one call more, in flight
)

// enter admits a call. The order matters: count, then look. A drain does the
// opposite, so one of the two sees the other.
func (b *Mounted) enter(s *slot) bool {
	return s.n.Add(slotOne)&slotOpen != 0 || b.admit(s, b.phase.active())
}

// admit decides about a call that was counted in and found its slot not open; word is what the
// body's must be. Who may come in while nothing is special opens the slot for those that follow.
func (b *Mounted) admit(s *slot, word uint32) bool {
	if b.phase.w.Load() != word {
		return b.turnAway(s)
	}
	if b.guards.Load() == 0 {
		b.mu.Lock()
		b.open(s, word)
		b.mu.Unlock()
	}
	return true
}

// open opens a slot unless there is something to look at. b.mu is held.
func (b *Mounted) open(s *slot, word uint32) {
	if b.phase.w.Load() == word && b.guards.Load() == 0 {
		s.n.Or(slotOpen)
	}
}

// shut has every call look at the body again. Whoever changes what there is to see
// calls it afterwards.
func (b *Mounted) shut() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.first.n.And(^uint64(slotOpen))
	if r := b.rare.Load(); r != nil {
		for _, s := range r.slots {
			s.n.And(^uint64(slotOpen))
		}
	}
}

// hold keeps a body from being taken down without counting a call: by first, which
// leave gives back.
func (b *Mounted) hold() bool {
	b.first.n.Add(1)
	if b.phase.Load() == phaseActive {
		return true
	}
	b.leave(&b.first)
	return false
}

// held makes a held body's hold a call.
func (b *Mounted) held() { b.first.n.Add(slotOne - 1) }

// turnAway takes back what enter counted; it is false.
func (b *Mounted) turnAway(s *slot) bool {
	b.uncount(s)
	return false
}

// uncount is leave of a call that did not run: it was none.
func (b *Mounted) uncount(s *slot) {
	if s.n.Add(^uint64(slotOne-1))&slotOpen == 0 {
		b.left()
	}
}

// refuse is uncount of a call that was let in, and that something it was held against turned away.
func (b *Mounted) refuse(s *slot) {
	b.mu.Lock()
	r := b.rarely()
	b.mu.Unlock()
	r.refused.Add(1)
	b.uncount(s)
}

func (b *Mounted) leave(s *slot) {
	if s.n.Add(^uint64(0))&slotOpen == 0 {
		b.left()
	}
}

// left tells a drain that a call has ended.
func (b *Mounted) left() {
	if b.phase.Load() == phaseActive {
		return
	}
	b.mu.Lock()
	var idle chan struct{}
	if r := b.rare.Load(); r != nil {
		idle = r.idle
	}
	b.mu.Unlock()
	if idle != nil {
		select {
		case idle <- struct{}{}:
		default:
		}
	}
}

// refusal is why enter said no.
func (b *Mounted) refusal() error {
	e := &Error{Code: CodeInstanceGone, Instance: b.inst.name, Expected: "an instance that is still there; this handle's is not"}
	if b.phase.Load() == phaseDraining {
		e.Code, e.Retry, e.Expected = CodeDraining, drainRetry, ""
	}
	return e
}

// drain waits until no call is in flight, or ctx ends; it reports whether none is.
func (b *Mounted) drain(ctx context.Context) bool {
	if flight, _ := b.count(); flight == 0 {
		return true
	}
	b.mu.Lock()
	r := b.rarely()
	if r.idle == nil {
		r.idle = make(chan struct{}, 1)
	}
	idle := r.idle
	b.mu.Unlock()
	for {
		if flight, _ := b.count(); flight == 0 {
			return true
		}
		select {
		case <-idle:
		case <-ctx.Done():
			flight, _ := b.count()
			return flight == 0
		}
	}
}

// count returns the calls in flight and all calls so far.
func (b *Mounted) count() (flight, calls int64) {
	add := func(n uint64) {
		flight += int64(n & slotFlight)
		calls += int64(n >> slotCallsAt)
	}
	add(b.first.n.Load())
	b.mu.Lock()
	defer b.mu.Unlock()
	if r := b.rare.Load(); r != nil {
		for _, s := range r.slots {
			add(s.n.Load())
		}
	}
	return flight, calls
}
