package reactive

import (
	"context"
	"slices"
	"sync/atomic"
	"unsafe"
)

// runawayLimit is how often in a row effects may cause one to run before it counts as a runaway.
const runawayLimit = 100

// effectQueue is a domain's effects. A drain, on a goroutine of its own while there is something to do, runs them in rounds: a
// round is what was pending when it began, in creation order, so effects of one commit run in that order and none starves.
// Everything is guarded by Domain.mu.
type effectQueue struct {
	all      []*reaction // in creation order
	last     []*reaction // those that Shutdown ends or has to wait for
	busy     bool        // a drain is scheduled or runs
	next     int         // where in all the round stands
	drainer  *reaction   // what the drain runs now
	settlers []settler
	ended    []context.CancelFunc // of superseded runs, to be called once the lock is released
	author   *reaction            // the effect whose body makes the commit under way
	running  atomic.Int32         // goroutines that run bodies: the drain and first runs
}

// A settler is a call of Settled; ready is closed when no effect that a commit up to version caused is left.
type settler struct {
	version uint64
	ready   chan struct{}
}

// alarm marks the effects that a write of v may concern. d.mu is held.
func (s *side) alarm(d *Domain, v *vertex, version uint64) {
	q := &s.effects
	s.tellWatchers()
	if len(q.all) == 0 {
		return
	}
	cause, depth := version, 0
	if q.author != nil {
		cause, depth = q.author.runCause, q.author.runDepth+1
	}
	for _, r := range q.all {
		if !d.concerns(v, r) {
			continue
		}
		r.outdated.Store(r.runs.Load())
		if r.running && r.supersede && r.cancel != nil {
			q.ended = append(q.ended, r.cancel)
		}
		if r.pending || r.due {
			cause, depth := min(r.cause, cause), min(r.depth, depth)
			r.cause, r.depth = cause, depth
			r.pending = true
			continue
		}
		r.pending, r.cause, r.depth = true, cause, depth
	}
}

// concerns reports whether a write of v may change what r reads; it may err on the side of yes.
func (d *Domain) concerns(v *vertex, r *reaction) bool {
	if r.sources != nil {
		return slices.Contains(r.sources, v)
	}
	if r.v == nil || v.byHand() {
		return true
	}
	n := &d.plan.nodes[r.v.index()]
	if n.dynamic {
		return true
	}
	_, found := slices.BinarySearch(n.sources, int32(v.index()))
	return found
}

// release unlocks d.mu and then does what may not be done under it: ends superseded contexts and starts a drain.
func (d *Domain) release(s *side) {
	q := &s.effects
	start := false
	if !q.busy && !s.closed {
		for _, r := range q.all {
			if (r.pending || r.due) && !r.running {
				start, q.busy = true, true
				break
			}
		}
	}
	ended := q.ended
	q.ended = nil
	d.mu.Unlock()
	for _, cancel := range ended {
		cancel()
	}
	if !start {
		return
	}
	if s.hooks != nil && s.hooks.Schedule != nil {
		s.hooks.Schedule(d.drain)
		return
	}
	go d.drain()
}

// drain runs effects until none is pending. The end of one run and the choice of the next are one hold of the lock.
func (d *Domain) drain() {
	s := d.extra()
	q := &s.effects
	q.running.Add(1)
	var at *reaction // whose turn it is, outside of its run
	looking := false // whether it has to run
	defer func() {
		if at != nil {
			d.drainExited(at, looking)
		}
	}()
	d.mu.Lock()
	for {
		q.drainer, at = nil, nil
		r := q.pick()
		if r == nil {
			q.busy = false
			q.running.Add(-1)
			d.mu.Unlock()
			return
		}
		r.due, r.running = false, true
		r.runCause, r.runDepth = r.cause, r.depth
		q.drainer = r
		base, now := r.base, d.now()
		d.mu.Unlock()
		at, looking = r, true
		stirred := d.stirred(r, base, now)
		looking = false
		switch {
		case !stirred:
			d.mu.Lock()
			d.idle(r, now)
		case r.runDepth > runawayLimit:
			d.report(r.name, &RunawayError{Effect: r.name, Runs: r.runDepth})
			d.mu.Lock()
			d.idle(r, base)
		default:
			at = nil
			r.run() // which is done with r whatever its body does
			at = r
		}
		if ended := r.disposed; ended || len(q.ended) > 0 {
			d.release(s)
			if ended {
				r.end()
			}
			d.mu.Lock()
		}
	}
}

// drainExited has another drain go on when the goroutine of this one was ended (runtime.Goexit) by other code than an
// effect's body: by that of a computed, while it looked whether r has to run, or by whom it reported an error to.
func (d *Domain) drainExited(r *reaction, looking bool) {
	s := d.extra()
	q := &s.effects
	d.mu.Lock()
	q.drainer, q.busy = nil, false
	q.running.Add(-1)
	unended := r.disposed && r.running
	r.running = false
	r.due = looking && !r.disposed
	s.settleLocked()
	d.release(s)
	if unended {
		r.end()
	}
}

// pick returns the next effect of the round, beginning a new round after the last.
func (q *effectQueue) pick() *reaction {
	for range 2 {
		for ; q.next < len(q.all); q.next++ {
			if r := q.all[q.next]; r.due && !r.running {
				return r
			}
		}
		q.next = 0
		for _, r := range q.all {
			r.due = r.due || r.pending
			r.pending = false
		}
	}
	return nil
}

// idle ends the turn of an effect that did not run; base is the version that it is known to be right at. d.mu is held.
func (d *Domain) idle(r *reaction, base uint64) {
	r.running, r.base = false, base
	d.extra().settleLocked()
}

// stirred reports whether something that r reads changed after base.
func (d *Domain) stirred(r *reaction, base, now uint64) bool {
	if r.again {
		r.again = false
		return true
	}
	if r.track == nil && r.v != nil {
		dirty, over := d.dirty(r.v, base, now)
		return dirty || over
	}
	for _, v := range r.deps {
		if v.kind() == kindComputed && versionOf(v.state.Load()) < now {
			if d.refresh(v) == errOvertaken {
				return true
			}
		}
		if v.changed() > base {
			return true
		}
	}
	return false
}

// settleLocked wakes the callers of Settled who have nothing to wait for any more. d.mu is held.
func (s *side) settleLocked() {
	q := &s.effects
	if !slices.ContainsFunc(q.settlers, func(w settler) bool { return !q.owes(w.version) }) {
		return
	}
	q.settlers = slices.DeleteFunc(q.settlers, func(w settler) bool {
		if q.owes(w.version) {
			return false
		}
		close(w.ready)
		return true
	})
}

// owes reports whether a run is to come or under way that a commit up to version caused. Those to come are at the end.
func (q *effectQueue) owes(version uint64) bool {
	for i := len(q.all) - 1; i >= 0; i-- {
		r := q.all[i]
		if (r.pending || r.due) && r.cause <= version || r.running && r.runCause <= version {
			return true
		}
	}
	return false
}

// settled is Settled of a domain that may have effects.
func (d *Domain) settled(ctx context.Context, s *side) error {
	if s.effects.running.Load() > 0 && d.effectAround() != nil {
		return nil
	}
	d.mu.Lock()
	w := settler{version: d.now(), ready: make(chan struct{})}
	if !s.effects.owes(w.version) {
		d.mu.Unlock()
		return ctx.Err()
	}
	s.effects.settlers = append(s.effects.settlers, w)
	d.mu.Unlock()
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
		d.mu.Lock()
		s.effects.settlers = slices.DeleteFunc(s.effects.settlers, func(x settler) bool { return x.ready == w.ready })
		d.mu.Unlock()
		return ctx.Err()
	}
}

// effectAround is the effect of this domain inside of whose run the calling goroutine is, nil when in none.
func (d *Domain) effectAround() *reaction {
	s := d.side.Load()
	if s == nil || s.effects.running.Load() == 0 {
		return nil
	}
	frames := stackOf(effectFrame)
	if len(frames) == 0 {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, at := range frames {
		for _, r := range s.effects.all {
			if uintptr(unsafe.Pointer(r)) == at {
				return r
			}
		}
	}
	return nil
}

// Close disposes of the effects, newest first, and waits for the one that runs, unless it is called from inside of it. From
// then on writes are dropped, no body runs, and reads return the last value. It is idempotent and returns nil.
func (d *Domain) Close() error { return d.Shutdown(context.Background()) }

// Shutdown is Close that waits no longer than ctx: what still runs then is named by a *StuckError. The domain is closed all the
// same, and an effect whose body returns later ends then, with its cleanups. A further call waits for it anew.
func (d *Domain) Shutdown(ctx context.Context) error {
	d.mu.Lock()
	if d.plan == nil && d.side.Load() == nil && d.version.Load() == 0 {
		d.mu.Unlock() // the head of a struct that was never mounted
		return nil
	}
	s := d.extra()
	first := !s.closed
	s.closed = true
	s.tellWatchers()
	if first {
		if s.ending != nil {
			close(s.ending)
		}
		s.effects.last = slices.Clone(s.effects.all)
	}
	last := s.effects.last
	d.mu.Unlock()
	var stuck []string
	for _, r := range slices.Backward(last) {
		if !r.dispose(ctx) {
			stuck = append(stuck, r.name)
		}
	}
	if stuck != nil {
		return &StuckError{Effects: stuck}
	}
	s.feeds.Wait()
	return nil
}
