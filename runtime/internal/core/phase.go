package core

import (
	"context"
	"sync/atomic"
	"time"
)

// A phase is the generation word of a body: where it stands, and above that a
// number that goes up when those who are bound to it have to look again who serves
// them. A bound client compares the whole word, which tells it of a drain, a
// removal, a replacement and a better provider alike, when its slot says that it has to look.
type phase struct{ w atomic.Uint32 }

// The phases of a body. Only phaseActive lets every call in.
const (
	phaseMounting uint32 = iota // the zero value admits nobody
	phaseActive
	phaseHeld   // calls wait, those of calls in flight aside
	phaseFrozen // all calls wait: none is in flight
	phaseDraining
	phaseGone
)

const (
	phaseMask = 7
	phaseTurn = phaseMask + 1
)

// Load is the phase without its generation.
func (p *phase) Load() uint32 { return p.w.Load() & phaseMask }

// active is the word that a client which binds now must find at every call.
func (p *phase) active() uint32 { return p.w.Load()&^phaseMask | phaseActive }

// Store changes the phase and keeps the generation.
func (p *phase) Store(s uint32) {
	for {
		old := p.w.Load()
		if p.w.CompareAndSwap(old, old&^phaseMask|s) {
			return
		}
	}
}

// CompareAndSwap changes the phase from one to another, and keeps the generation.
func (p *phase) CompareAndSwap(from, to uint32) bool {
	for {
		old := p.w.Load()
		if old&phaseMask != from {
			return false
		}
		if p.w.CompareAndSwap(old, old&^phaseMask|to) {
			return true
		}
	}
}

// become changes the phase, and has every call see it.
func (b *Mounted) become(s uint32) {
	b.phase.Store(s)
	b.shut()
}

// turn has everybody who is bound look again.
func (p *phase) turn() { p.w.Add(phaseTurn) }

// halt makes calls wait at a body that serves, and returns when none is in flight.
// Calls that one in flight makes are let in, or it could not end. When ctx ends first, the
// body serves on and halt is false.
func (b *Mounted) halt(ctx context.Context) bool {
	b.mu.Lock()
	b.rarely().gate = make(chan struct{})
	b.mu.Unlock()
	for {
		b.become(phaseHeld)
		if !b.drain(ctx) {
			b.release(phaseActive)
			return false
		}
		// What a call in flight began elsewhere may have come in since.
		b.become(phaseFrozen)
		if flight, _ := b.count(); flight == 0 {
			return true
		}
	}
}

// release ends what halt began: those who wait look again.
func (b *Mounted) release(to uint32) {
	b.become(to)
	b.mu.Lock()
	r := b.rarely()
	gate := r.gate
	r.gate = nil
	b.mu.Unlock()
	if gate != nil {
		close(gate)
	}
}

// paused reports whether calls wait at the body.
func (b *Mounted) paused() bool {
	s := b.phase.Load()
	return s == phaseHeld || s == phaseFrozen
}

// await waits until the body is not paused any more. It does so until ctx ends, or
// for limit, when that is more than 0.
func (b *Mounted) await(ctx context.Context, limit time.Duration) error {
	b.mu.Lock()
	var gate chan struct{}
	if r := b.rare.Load(); r != nil {
		gate = r.gate
	}
	b.mu.Unlock()
	if gate == nil {
		return nil // released meanwhile
	}
	var late <-chan time.Time
	if limit > 0 {
		t := time.NewTimer(limit)
		defer t.Stop()
		late = t.C
	}
	select {
	case <-gate:
		return nil
	case <-ctx.Done():
		return &Error{Code: CodeDraining, Instance: b.inst.name, Expected: "more time: it is being replaced", Retry: drainRetry, Cause: context.Cause(ctx)}
	case <-late:
		return &Error{Code: CodeTimeout, Instance: b.inst.name, Expected: "an answer within " + limit.String() + "; it is being replaced"}
	}
}

// holdWithin is hold for a call that one in flight here makes, directly or through
// others: a halted body cannot become idle before that one has its answer.
func (b *Mounted) holdWithin(ctx context.Context) bool {
	if b.phase.Load() != phaseHeld || ctx.Value(withinKey{b.inst}) == nil {
		return false
	}
	b.first.n.Add(1)
	if b.phase.Load() == phaseHeld {
		return true
	}
	b.leave(&b.first)
	return false
}

// withinKey asks a context whether a call that inst makes is on its way down.
type withinKey struct{ inst *inst }

// newest is who stands for the instance now: itself, unless it was replaced.
func (i *inst) newest() *inst {
	for {
		f := i.aside().fate
		if f == nil || f.heir == nil {
			return i
		}
		i = f.heir
	}
}
