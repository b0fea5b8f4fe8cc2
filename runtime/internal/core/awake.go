package core

import (
	"context"
	"sync"
	"time"
)

// virtuals is what a kernel knows of instances that calls bring up.
type virtuals struct {
	policy     ResidencyPolicy      // fixed once the kernel is made
	choices    map[choice]Residency // guarded by Kernel.mu; of the program
	said       map[choice]Residency // guarded by Kernel.mu; of settings
	version    uint64               // guarded by Kernel.mu; of said
	heeding    bool                 // guarded by Kernel.mu; Boot has looked what settings say
	complained map[string]bool      // guarded by Kernel.mu; settings that do not fit and were logged

	mu      sync.Mutex
	flights map[*inst]*flight // guarded by mu; under way or waiting for their turn
	line    []*flight         // guarded by mu; for their turn, first come first
	running int               // guarded by mu; activations under way
	coming  int               // guarded by mu; of these, how many have room
	waiting int               // guarded by mu; calls that wait
	seats   []seat            // guarded by mu; active ones, in the order of the clock
	hand    int               // guarded by mu
	sweeper Timer             // guarded by mu; nil when nothing is to be swept
	swept   uint32            // guarded by mu; the collection after which memory was looked at last
}

// A flight is one activation or passivation that calls wait for.
type flight struct {
	i    *inst
	done chan struct{} // closed at its end
	err  error         // set before that; why there is no body
	want int           // guarded by virtuals.mu; how many calls wait for it
}

// awake returns the body of an instance that is active or that a call may bring up,
// held, and waits for that as long as ctx lets it; while one is being replaced, for
// limit at most, when that is more than 0.
func (k *Kernel) awake(ctx context.Context, i *inst, limit time.Duration) (*Mounted, error) {
	for {
		b := i.live.Load()
		if b != nil && (b.hold() || b.holdWithin(ctx)) {
			return b, nil
		}
		if b != nil && b.paused() {
			if err := b.await(ctx, limit); err != nil {
				return nil, err
			}
			continue
		}
		if h := i.newest(); h != i {
			i = h
			continue
		}
		if !i.virtual() {
			return nil, i.unserved(b)
		}
		done := ctx.Done() // asked before the call counts among those that wait: ctx may be a tenant's own code
		f, err := k.join(ctx, i)
		if err != nil {
			return nil, err
		}
		if f == nil {
			continue // it came up meanwhile
		}
		select {
		case <-f.done:
			b = i.live.Load()
			ok := f.err == nil && b != nil && b.hold() // before the flight forgets that it is wanted
			k.part(f)
			if ok {
				return b, nil
			}
		case <-done:
			k.part(f)
			return nil, &Error{Code: CodeTimeout, Instance: i.name, Expected: "an activation before the call's deadline; it goes on", Retry: drainRetry, Cause: context.Cause(ctx)}
		}
		if f.err != nil && i.newest() == i {
			return nil, f.err
		}
	}
}

// join finds or begins the flight for i; nil when there is nothing to wait for.
func (k *Kernel) join(ctx context.Context, i *inst) (*flight, error) {
	v := &k.virtual
	v.mu.Lock()
	defer v.mu.Unlock()
	if b := i.live.Load(); b != nil && b.phase.Load() == phaseActive {
		return nil, nil
	}
	f := v.flights[i]
	if f == nil && !i.dormant() {
		if i.newest() != i {
			return nil, nil // replaced meanwhile
		}
		return nil, i.unserved(i.live.Load())
	}
	if v.waiting >= v.policy.Waiting && !activating(ctx) {
		return nil, &Error{Code: CodeBusy, Instance: i.name, Expected: "room among the calls that wait for an activation", Retry: drainRetry}
	}
	if f == nil {
		f = &flight{i: i, done: make(chan struct{})}
		if v.flights == nil {
			v.flights = map[*inst]*flight{}
		}
		v.flights[i] = f
		// An activation that calls another must not wait for its own place.
		if v.running < v.atOnce() || activating(ctx) {
			v.running++
			go k.fly(f)
		} else {
			v.line = append(v.line, f)
		}
	}
	f.want++
	v.waiting++
	return f, nil
}

// atOnce is how many activations run at once: no more than may be active.
func (v *virtuals) atOnce() int {
	if a := v.policy.Active; a > 0 {
		return min(a, v.policy.Activations)
	}
	return v.policy.Activations
}

// activating reports whether ctx belongs to an instance that is coming up.
func activating(ctx context.Context) bool {
	c := callerOf(ctx)
	if c == nil {
		return false
	}
	i := c.instance()
	return i != nil && State(i.status.Load()) == StateActivating
}

// part takes back what join counted.
func (k *Kernel) part(f *flight) {
	k.virtual.mu.Lock()
	defer k.virtual.mu.Unlock()
	f.want--
	k.virtual.waiting--
}

// fly brings one instance up, and then those that wait for a place.
func (k *Kernel) fly(f *flight) {
	v := &k.virtual
	for f != nil {
		k.bringUp(f)
		v.mu.Lock()
		k.land(f)
		if v.running > v.atOnce() { // one of an activation that called another
			v.running--
			v.mu.Unlock()
			return
		}
		f = nil
		for f == nil && len(v.line) > 0 {
			f, v.line = v.line[0], v.line[1:]
			if f.want == 0 { // whoever wanted it has gone
				k.land(f)
				f = nil
			}
		}
		if f == nil {
			v.running--
		}
		v.mu.Unlock()
	}
}

// land ends a flight. v.mu is held.
func (k *Kernel) land(f *flight) {
	delete(k.virtual.flights, f.i)
	close(f.done)
}

func (k *Kernel) bringUp(f *flight) {
	i := f.i
	ctx, cancel := context.WithTimeout(context.Background(), k.virtual.policy.Timeout)
	defer cancel()
	if f.err = k.makeRoom(ctx, i); f.err != nil {
		return
	}
	k.activate(ctx, []*inst{i})
	k.virtual.roomTaken(f)
	if b := i.live.Load(); b != nil && b.phase.Load() == phaseActive {
		return
	}
	if err := k.tryNextTime(i); err != nil {
		f.err = &Error{Code: codeOf(err, CodeFailed), Instance: i.name, Expected: "an activation without error", Cause: err}
		return
	}
	if !i.dormant() {
		f.err = i.absent()
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.phase != kernelOpen {
		f.err = errNotOpen
	} else if k.retiring[i.target()].closed() {
		f.err = &Error{Code: CodeDraining, Instance: i.name}
	} // else it was taken down again at once: the caller looks again
}

// tryNextTime is why the activation of i failed, nil when it did not. That was the failure of who called: the
// next call tries again, unless supervision says when.
func (k *Kernel) tryNextTime(i *inst) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if State(i.status.Load()) != StateFailed {
		return nil
	}
	if _, ok := i.supervision(); !ok {
		i.status.Store(uint32(StateRegistered))
	}
	return i.aside().err
}

// A seat is an active virtual instance as the clock sees it.
type seat struct {
	b       *Mounted
	calls   int64     // it had when the hand passed last
	chances uint8     // it has left
	since   time.Time // when that was different; for Idle
	f       *flight   // that it came with: who wanted it gets to call it
}

// roomTaken takes back what makeRoom counted: the instance has its seat now, or none.
func (v *virtuals) roomTaken(f *flight) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.coming--
	if b := f.i.live.Load(); b != nil && b.seat != 0 {
		v.seats[b.seat-1].f = f
	}
}

// came takes back what makeRoom counted, for one whom nobody waits for.
func (v *virtuals) came() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.coming--
}

// seated reports whether the body has a seat.
func (v *virtuals) seated(b *Mounted) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return b.seat != 0
}

// resume activates those that were taken down, in their order. One that calls bring up needs room
// for that, and without any is left to the next call.
func (k *Kernel) resume(ctx context.Context, queue []*inst) {
	for _, i := range queue {
		if !i.virtual() {
			k.activate(ctx, []*inst{i})
			continue
		}
		if err := k.makeRoom(ctx, i); err != nil {
			k.mu.Lock()
			var woken []*inst
			if State(i.status.Load()) == StateWaiting {
				i.status.Store(uint32(StateRegistered))
				woken = k.lay(i)
			}
			k.mu.Unlock()
			k.activate(ctx, woken)
			continue
		}
		k.activate(ctx, []*inst{i})
		k.virtual.came()
	}
}

// arrive gives an active instance its seat. It is harmless to give it twice.
func (v *virtuals) arrive(b *Mounted) {
	if b == nil {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if b.seat != 0 || b.phase.Load() == phaseGone {
		return
	}
	v.seats = append(v.seats, seat{b: b, since: b.inst.k.clock.Now()})
	b.seat = uint32(len(v.seats))
}

// leave takes the seat away, if it has one.
func (v *virtuals) leave(b *Mounted) {
	if b == nil {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if b.seat == 0 {
		return
	}
	last := len(v.seats) - 1
	at := int(b.seat) - 1
	v.seats[at] = v.seats[last]
	v.seats[at].b.seat = uint32(at) + 1
	v.seats[last] = seat{}
	v.seats = v.seats[:last]
	b.seat = 0
}
