package core

import (
	"context"
	"runtime"
	"sync/atomic"
)

// A slot counts calls through one handle: those in flight in its low bits, all
// of them in the rest. Every handle that is held has its own, so that cores which hold
// their own handles share no cache line.
type slot struct{ n atomic.Uint64 }

// An ownSlot is a slot with a cache line of its own.
type ownSlot struct {
	slot
	_ [56]byte
}

const (
	slotFlightBits = 24
	slotOne        = 1<<slotFlightBits | 1 // one call more, in flight
	slotFlight     = 1<<slotFlightBits - 1
)

// newSlot gives a handle its slot. It is used again when the handle has been
// collected, so an instance has as many as there were handles at once.
func newSlot[H any](b *Mounted, handle *H) *slot {
	b.mu.Lock()
	var s *ownSlot
	r := b.rarely()
	if n := len(r.free); n > 0 {
		s, r.free = r.free[n-1], r.free[:n-1]
	} else {
		s = new(ownSlot)
		r.slots = append(r.slots, s)
	}
	b.mu.Unlock()
	runtime.AddCleanup(handle, b.freeSlot, s)
	return &s.slot
}

func (b *Mounted) freeSlot(s *ownSlot) {
	b.mu.Lock()
	defer b.mu.Unlock()
	r := b.rarely()
	r.free = append(r.free, s)
}

// enter admits a call. The order matters: count, then look. A drain does the
// opposite, so one of the two sees the other.
func (b *Mounted) enter(s *slot) bool {
	s.n.Add(slotOne)
	return b.phase.Load() == phaseActive || b.turnAway(s)
}

// enterAs is enter for who bound when the body's word was as given.
func (b *Mounted) enterAs(s *slot, word uint32) bool {
	s.n.Add(slotOne)
	return b.phase.w.Load() == word || b.turnAway(s)
}

// hold keeps a body from being taken down without counting a call: by first, which
// leave gives back.
func (b *Mounted) hold() bool {
	b.first.n.Add(1)
	return b.phase.Load() == phaseActive || b.turnAway(&b.first)
}

// held makes a held body's hold a call.
func (b *Mounted) held() { b.first.n.Add(slotOne - 1) }

// turnAway takes back what enter counted; it is false.
func (b *Mounted) turnAway(s *slot) bool {
	b.leave(s)
	return false
}

func (b *Mounted) leave(s *slot) {
	s.n.Add(^uint64(0))
	if b.phase.Load() != phaseActive {
		b.wake()
	}
}

func (b *Mounted) wake() {
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
		calls += int64(n >> slotFlightBits)
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
