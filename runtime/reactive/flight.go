package reactive

import (
	"cmp"
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"
)

// outcome is what a run of a body came to.
type outcome uint8

const (
	unchanged outcome = iota // the value equals the one before
	changed                  // a new value was stored
	broken                   // the body failed; flight.err says how
	overtaken                // a source changed during the run; nothing was stored
	passed                   // a new value was stored and the state put down
)

// A flight is one goroutine's evaluation of a computed. While it lasts it owns the computed and the line of first sources
// below it that are stale, so each of them runs once however many readers wait, and a chain needs no recursion. What a
// body reads besides is a flight of its own, nested. A line is either of cells made by hand (path) or of cells of the plan (spans); where
// it leads from one to the other the rest is a nested flight too.
//
// A cell made by hand bears its flight's number. A cell of the plan belongs to the flight that has it in a span, until it is
// stamped with the flight's version: to take a span and to give it up costs nothing for each cell. Few flights are under way at a time.
type flight struct {
	id      uint32
	at      int           // what is being evaluated: path[at], from the last to the first, or in spans[at]; -1 at the end
	cell    int           // in spans[at] the index of the cell
	over    bool          // a commit overtook it
	torn    bool          // its body was served a value of another version
	checked uint64        // a newer commit that is known to concern nothing below what is being evaluated
	version uint64        // the commit it evaluates at
	path    []*vertex     // path[0] is what was asked for; each next is the first source of the one before
	spans   []span        // the same in the plan: each lies below the one before
	err     error         // of the body that just failed
	before  *flight       // older flight of the domain; guarded by Domain.mu
	done    chan struct{} // made by the first who waits, closed at the next progress; guarded by Domain.mu
	awaited atomic.Bool   // done is there
}

// A span is cells of the plan by their indexes, from low to high, each the first source of the next.
type span struct{ low, high int32 }

var flights = sync.Pool{New: func() any { return &flight{path: make([]*vertex, 0, 8)} }}

// patience is how many runs in a row commits may overtake before the reader is served from a view of its own.
const patience = 8

// refresh brings v up to date, by a run if need be, and returns its failure. The value is then at least as new as the last commit
// before the call, unless commits come faster than v's body runs: then the error is errOvertaken.
func (d *Domain) refresh(v *vertex) error {
	d.mu.Lock()
	for laps := 0; ; {
		s, now := v.state.Load(), d.now()
		if versionOf(s) == now || d.closedLocked() {
			err := d.failureLocked(v, s)
			d.mu.Unlock()
			return err
		}
		if owner := d.owner(v); owner != nil {
			if err := d.await(v, owner); err != nil {
				d.mu.Unlock()
				return err
			}
			continue
		}
		f := d.takeOff(v, now)
		d.mu.Unlock()
		for f.at >= 0 {
			f.climb(d)
		}
		d.mu.Lock()
		d.land(f)
		over := f.over
		f.recycle()
		if !over {
			err := d.failureLocked(v, v.state.Load())
			d.mu.Unlock()
			return err
		}
		if laps++; laps == patience {
			d.mu.Unlock()
			return errOvertaken
		}
	}
}

// renew is refresh for a reader, who gets a value in any case: under a flood of commits that of the version at some moment during
// the call, by a pointer, computed for this reader alone.
func (d *Domain) renew(v *vertex) (unsafe.Pointer, error) {
	err := d.refresh(v)
	if err != errOvertaken {
		return nil, err
	}
	s := d.extra()
	vw := &view{}
	body := innermost()
	d.mu.Lock()
	if f := d.flightAt(body.at); f != nil {
		f.torn = true // the value is newer than the flight that reads it
	}
	s.pin(d, vw)
	d.mu.Unlock()
	defer func() {
		d.mu.Lock()
		s.unpin(vw)
		d.mu.Unlock()
	}()
	return vw.alone(v)
}

// failureLocked is the error that v answers in state s, nil when it has a value.
func (d *Domain) failureLocked(v *vertex, s stateWord) error {
	switch {
	case stampOf(s)&failed != 0:
		return d.extra().errs[v]
	case s == 0:
		return ErrClosed
	}
	return nil
}

// takeOff claims v and the stale line below it. d.mu is held.
func (d *Domain) takeOff(v *vertex, now uint64) *flight {
	f := flights.Get().(*flight)
	f.version, f.before = now, d.flights
	f.id = 1
	if f.before != nil {
		f.id = f.before.id + 1 // above every flight under way, since the list is ordered
	}
	d.flights = f
	if v.byHand() {
		for {
			v.claim = f.id
			f.path = append(f.path, v)
			v = d.dep(v, 0)
			if v == nil || !v.byHand() || v.kind() != kindComputed || versionOf(v.state.Load()) == now || v.claim != 0 {
				break
			}
		}
		f.at = len(f.path) - 1
		return f
	}
	for i := int32(v.index()); ; {
		low := d.stretch(i, now)
		f.spans = append(f.spans, span{low, i})
		if i = d.plan.lines[low].first; i < 0 {
			break
		}
		v = d.at(int(i))
		if v.byHand() || versionOf(v.state.Load()) == now || d.owner(v) != nil {
			break
		}
	}
	f.at = len(f.spans) - 1
	f.cell = int(f.spans[f.at].low)
	return f
}

// stretch is how far down the line from cell i of the plan, which is stale and free, goes on without a gap and without what
// is valid or claimed. Below a valid cell the line is valid, so it need not be walked.
func (d *Domain) stretch(i int32, now uint64) (low int32) {
	low = d.plan.bottoms[i]
	stale := func(i int32) bool { return versionOf(d.at(int(i)).state.Load()) != now }
	if low < i && !stale(low) { // else all of it is, as after most commits
		below, step := low, int32(1)
		for low = i; low-below > step && stale(low-step); step *= 2 {
			low -= step
		}
		for below = max(below, low-step); low-below > 1; {
			if middle := below + (low-below)/2; stale(middle) {
				low = middle
			} else {
				below = middle
			}
		}
	}
	for f := d.flights; f != nil; f = f.before {
		if top := f.highest(i); top >= low && versionOf(d.at(int(top)).state.Load()) < f.version {
			low = top + 1
		}
	}
	return low
}

// highest is the highest cell of the plan up to i that the flight has, or had, in a span; -1 when there is none. Those
// below were evaluated before it.
func (f *flight) highest(i int32) int32 {
	if len(f.spans) == 0 || f.spans[len(f.spans)-1].low > i {
		return -1
	}
	at, _ := slices.BinarySearchFunc(f.spans, i, func(s span, i int32) int { return cmp.Compare(i, s.low) })
	return min(i, f.spans[at].high)
}

// owner is the flight that claimed v, nil when none did or, in the plan, it is done with v. d.mu is held.
func (d *Domain) owner(v *vertex) *flight {
	if v.byHand() {
		if v.claim == 0 {
			return nil
		}
		return d.flightOf(v.claim)
	}
	for f := d.flights; f != nil; f = f.before {
		if f.has(v) && versionOf(v.state.Load()) < f.version {
			return f
		}
	}
	return nil
}

// has reports whether v, a cell of the plan, is or was in the flight's line.
func (f *flight) has(v *vertex) bool { i := int32(v.index()); return f.highest(i) == i }

// here is the cell that is being evaluated.
func (f *flight) here(d *Domain) *vertex {
	if len(f.spans) > 0 {
		return d.at(f.cell)
	}
	return f.path[f.at]
}

// land gives up the claims and wakes who waited. d.mu is held.
func (d *Domain) land(f *flight) {
	for _, v := range f.path {
		if v.claim == f.id { // await may have taken it back
			v.claim = 0
		}
	}
	for at := &d.flights; *at != nil; at = &(*at).before {
		if *at == f {
			*at = f.before
			break
		}
	}
	d.wake(f)
}

// recycle is not called for a flight whose goroutine exited.
func (f *flight) recycle() {
	if len(f.path) > 0 {
		clear(f.path)
		f.path = f.path[:0]
	}
	f.spans, f.err, f.before = f.spans[:0], nil, nil
	f.over, f.torn, f.checked = false, false, 0
	flights.Put(f)
}

// climb evaluates the path from its end to its head. It returns early after a panic of a body, which is that computed's
// failure, and is then called again for the rest. It is a frame of its own because stack.go looks for it.
//
//go:noinline
func (f *flight) climb(d *Domain) {
	finished := false
	defer func() {
		if !finished {
			f.crashed(d, recover())
		}
	}()
	if len(f.spans) > 0 {
		f.ascendPlan(d)
	} else {
		f.ascend(d)
	}
	finished = true
	runtime.KeepAlive(f) // so that a traceback shows it
}

// ascend evaluates path[at] and those before it.
func (f *flight) ascend(d *Domain) {
	path, version := f.path, f.version
	var moved uint64 // when the last one evaluated, the first source of the next, changed; 0 when not known
	for i := f.at; i >= 0; i-- {
		f.tell(d)
		v := path[i]
		f.at = i
		s := v.state.Load()
		if s == 0 || moved <= versionOf(s) { // else its first source changed, so it runs
			if f.check(d, v, s) {
				if f.over {
					break
				}
				moved = v.changed()
				continue
			}
		}
		if got := (*node)(unsafe.Pointer(v)).run(d, f, v); got == passed {
			moved = version
			continue
		} else if f.conclude(d, v, s, got); f.over {
			break
		}
		moved = v.changed()
	}
	f.at = -1
}

// ascendPlan evaluates the cells of the spans from f.cell on.
func (f *flight) ascendPlan(d *Domain) {
	lines, runners, version := d.plan.lines, d.plan.runners, f.version
	var moved uint64 // as in ascend
	for f.at >= 0 {
		f.tell(d)
		i, high := f.cell, int(f.spans[f.at].high)
		v := d.at(i)
		s := v.state.Load()
		switch {
		case versionOf(s) >= version: // it was valid beforehand
			moved = v.changed()
		case (s == 0 || moved <= versionOf(s)) && f.check(d, v, s): // else its first source changed, so it runs
			moved = v.changed()
		default:
			var got outcome
			if i, got = runners[lines[i].where&runnerMask](d, f, i, high); got == passed {
				moved = version
				break
			}
			v = d.at(i)
			f.conclude(d, v, v.state.Load(), got)
			moved = v.changed()
		}
		if f.over {
			f.at = -1
			return
		}
		f.step()
	}
}

// step goes on to the next cell of the spans.
func (f *flight) step() {
	if f.cell++; f.cell <= int(f.spans[f.at].high) {
		return
	}
	if f.at--; f.at >= 0 {
		f.cell = int(f.spans[f.at].low)
	}
}

// tell wakes those who wait for the flight's progress.
func (f *flight) tell(d *Domain) {
	if f.awaited.Load() {
		d.mu.Lock()
		d.wake(f)
		d.mu.Unlock()
	}
}

// check settles v, which is being evaluated, without a run, if it can: it was right in state s.
func (f *flight) check(d *Domain, v *vertex, s stateWord) (settled bool) {
	frozen := v.byHand() && (*node)(unsafe.Pointer(v)).frozen.Load()
	switch {
	case s == 0 && frozen:
		d.fail(v, f.version, named(d.nameOf(v), ErrDisposed))
		return true
	case s == 0:
		return false
	case !frozen:
		dirty, over := d.dirty(v, versionOf(s), f.version)
		if over {
			f.over = true
			return true
		}
		if dirty {
			return false
		}
	}
	storeState(&v.state, pack(f.version|stampOf(s)&failed, changedOf(s)))
	return true
}

// conclude puts down what a run of v, before in state s, came to.
func (f *flight) conclude(d *Domain, v *vertex, s stateWord, got outcome) {
	switch got {
	case unchanged:
		storeState(&v.state, pack(f.version, changedOf(s)))
	case changed:
		if stampOf(s)&failed != 0 {
			d.forget(v)
		}
		storeState(&v.state, pack(f.version, f.version))
	case broken:
		d.fail(v, f.version, named(d.nameOf(v), f.err))
	case overtaken:
		f.over = true
	}
}

// dirty reports whether a source of v changed after base. Sources are brought up to date in read order and the first that
// changed ends the search, so that what the body would not read any more does not run.
// over says that commits come too fast to tell.
func (d *Domain) dirty(v *vertex, base, version uint64) (dirty, over bool) {
	for k := 0; ; k++ {
		s := d.dep(v, k)
		if s == nil {
			return false, false
		}
		if s.kind() == kindComputed && versionOf(s.state.Load()) < version {
			switch err := d.refresh(s); err.(type) {
			case *CycleError:
				return true, false // the body meets the same cycle and answers for it
			case nil:
			default:
				if err == errOvertaken {
					return false, true
				}
			}
		}
		if s.changed() > base {
			return true, false
		}
	}
}

// overtaken reports whether a commit that concerns v, which is being evaluated, was made since the flight began, so that its body
// may have seen values of two versions. It may err on the side of yes, which costs one run.
func (f *flight) overtaken(d *Domain, v *vertex) bool {
	return (d.version.Load()&^viewed != f.version || f.torn) && f.concerned(d, v)
}

// concerned is overtaken when there was a commit or a torn read.
func (f *flight) concerned(d *Domain, v *vertex) bool {
	if f.torn {
		f.torn = false
		return true
	}
	now := d.version.Load() &^ viewed
	if !v.byHand() {
		if n := &d.plan.nodes[v.index()]; !n.dynamic {
			for _, i := range n.sources {
				if d.at(int(i)).changed() > f.version {
					return true
				}
			}
			return false
		}
	}
	if f.moved(d, v, nil) {
		return true
	}
	if f.checked != now {
		for below := range f.below(d) {
			deps, own := f.sources(d, below)
			if !own { // evaluated anew by another flight
				if d.refresh(below) == errOvertaken || below.changed() > f.version {
					return true
				}
				continue
			}
			if f.moved(d, below, deps) {
				return true
			}
		}
		if now&committing == 0 {
			f.checked = now
		}
	}
	return false
}

// below yields what the flight has evaluated.
func (f *flight) below(d *Domain) iter.Seq[*vertex] {
	return func(yield func(*vertex) bool) {
		if len(f.spans) == 0 {
			for _, v := range f.path[f.at+1:] {
				if !yield(v) {
					return
				}
			}
			return
		}
		for at, s := range f.spans[f.at:] {
			i := int(s.high)
			if at == 0 {
				i = f.cell - 1
			}
			for ; i >= int(s.low); i-- {
				if !yield(d.at(i)) {
					return
				}
			}
		}
	}
}

// sources copies what a cell further down the line reads, unless another flight evaluates it anew, which may change that.
func (f *flight) sources(d *Domain, v *vertex) (deps []*vertex, own bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if v.byHand() && v.claim != f.id {
		return nil, false
	}
	deps = []*vertex{}
	for k := 0; ; k++ {
		s := d.dep(v, k)
		if s == nil {
			return deps, true
		}
		deps = append(deps, s)
	}
}

// moved reports whether a direct source of v, on the flight's line, changed since the flight began. deps are those sources, or
// nil for what is being evaluated, whose own do not change meanwhile. What the flight itself evaluated is left out: it is further down.
func (f *flight) moved(d *Domain, v *vertex, deps []*vertex) bool {
	for k := 0; ; k++ {
		var s *vertex
		if deps == nil {
			s = d.dep(v, k)
		} else if k < len(deps) {
			s = deps[k]
		}
		if s == nil {
			return false
		}
		if s.kind() == kindComputed {
			if versionOf(s.state.Load()) < f.version {
				continue // not valid at f.version, so the run did not read it
			}
			if f.owns(d, s) {
				continue
			}
			if d.refresh(s) == errOvertaken {
				return true
			}
		}
		if s.changed() > f.version {
			return true
		}
	}
}

// owns reports whether the computed v is in the flight's line and, when made by hand, has not been claimed anew.
func (f *flight) owns(d *Domain, v *vertex) bool {
	if !v.byHand() {
		return f.has(v)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return v.claim == f.id
}

// crashed deals with a body that did not return: a panic is the failure of the computed, a Goexit too, but then
// the goroutine ends and gives up its claims here.
func (f *flight) crashed(d *Domain, p any) {
	v := f.here(d)
	if v.byHand() {
		(*node)(unsafe.Pointer(v)).seal()
	}
	switch {
	case f.overtaken(d, v): // what it saw did not belong together
		f.over = true
		f.at = -1
	case p == nil:
		d.fail(v, f.version, named(d.nameOf(v), ErrExited))
	default:
		d.fail(v, f.version, panicked(d.nameOf(v), p))
		if v.byHand() {
			f.at--
		} else {
			f.step()
		}
	}
	if p == nil {
		d.mu.Lock()
		d.land(f)
		d.mu.Unlock()
	}
}

// panicked is the failure for panic value p. The failure of another computed that an accessor without an error
// result panicked with stays what it is.
func panicked(name string, p any) error {
	switch err := p.(type) {
	case *Error:
		return err
	case *PanicError:
		return err
	case *CycleError:
		return err
	case *WiringError:
		return named(name, err)
	case *WriteError:
		return named(name, err)
	}
	return &PanicError{Name: name, Value: p, Stack: stackText()}
}

// fail stores err as the failure of v at version.
func (d *Domain) fail(v *vertex, version uint64, err error) {
	d.mu.Lock()
	s := d.extra()
	if s.errs == nil {
		s.errs = make(map[*vertex]error)
	}
	s.errs[v] = err
	d.mu.Unlock()
	storeState(&v.state, pack(version|failed, version))
}

// forget drops the failure of v, which has a value again.
func (d *Domain) forget(v *vertex) {
	d.mu.Lock()
	delete(d.extra().errs, v)
	d.mu.Unlock()
}
