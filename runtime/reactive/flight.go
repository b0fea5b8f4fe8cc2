package reactive

import (
	"sync"
	"unsafe"
)

// outcome is what a run of a body came to.
type outcome uint8

const (
	unchanged outcome = iota // the value equals the one before
	changed                  // a new value was stored
	broken                   // the body failed; flight.err says how
	overtaken                // a source changed during the run; nothing was stored
)

// A flight is one goroutine's evaluation of a computed. While it lasts it owns the computed and the line of first sources
// below it that are stale (path), so each of them runs once however many readers wait, and a chain needs no recursion. What a
// body reads besides is a flight of its own, nested.
type flight struct {
	id      uint32
	at      int // what is being evaluated: path[at], from the last to the first
	over    bool
	version uint64        // the commit it evaluates at
	path    []*vertex     // path[0] is what was asked for; each next is the first source of the one before
	err     error         // of the body that just failed
	before  *flight       // older flight of the domain; guarded by Domain.mu
	done    chan struct{} // made by the first who waits, closed on landing; guarded by Domain.mu
}

var flights = sync.Pool{New: func() any { return &flight{path: make([]*vertex, 0, 8)} }}

// refresh brings v up to date, by a run if need be, and returns its failure. The value is then at least as new as
// the last commit before the call.
func (d *Domain) refresh(v *vertex) error {
	d.mu.Lock()
	for {
		s, now := v.state.Load(), d.now()
		if versionOf(s) == now || d.closedLocked() {
			err := d.failureLocked(v, s)
			d.mu.Unlock()
			return err
		}
		if v.claim != 0 {
			if err := d.await(v); err != nil {
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
	}
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
	for {
		v.claim = f.id
		f.path = append(f.path, v)
		v = d.dep(v, 0)
		if v == nil || v.kind() != kindComputed || versionOf(v.state.Load()) == now || v.claim != 0 {
			break
		}
	}
	f.at = len(f.path) - 1
	return f
}

// land gives up the claims and wakes who waited. d.mu is held.
func (d *Domain) land(f *flight) {
	for _, v := range f.path {
		v.claim = 0
	}
	for at := &d.flights; *at != nil; at = &(*at).before {
		if *at == f {
			*at = f.before
			break
		}
	}
	if f.done != nil {
		close(f.done)
	}
}

// recycle is not called for a flight whose goroutine exited.
func (f *flight) recycle() {
	clear(f.path)
	*f = flight{path: f.path[:0]}
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
	for ; f.at >= 0; f.at-- {
		v := f.path[f.at]
		s := v.state.Load()
		if base := versionOf(s); base != 0 && !d.dirty(v, base, f.version) {
			v.state.Store(pack(f.version|stampOf(s)&failed, changedOf(s)))
			continue
		}
		var got outcome
		if v.byHand() {
			got = (*node)(unsafe.Pointer(v)).run(d, f, v)
		} else {
			got = d.plan.nodes[v.index()].run(d, f, v)
		}
		switch got {
		case unchanged:
			v.state.Store(pack(f.version, changedOf(s)))
		case changed:
			if stampOf(s)&failed != 0 {
				d.forget(v)
			}
			v.state.Store(pack(f.version, f.version))
		case broken:
			d.fail(v, f.version, named(d.nameOf(v), f.err))
		case overtaken:
			f.over, f.at = true, 0
		}
	}
	finished = true
}

// dirty reports whether a source of v changed after base. Sources are brought up to date in read order and the first that
// changed ends the search, so that what the body would not read any more does not run.
func (d *Domain) dirty(v *vertex, base, version uint64) bool {
	for k := 0; ; k++ {
		s := d.dep(v, k)
		if s == nil {
			return false
		}
		if s.kind() == kindComputed && versionOf(s.state.Load()) < version {
			if _, cyclic := d.refresh(s).(*CycleError); cyclic {
				return true // the body meets the same cycle and answers for it
			}
		}
		if s.changed() > base {
			return true
		}
	}
}

// overtaken reports whether a commit that concerns v was made since the flight began, so that its body may have seen
// values of two versions. It may err on the side of yes, which costs one run.
func (f *flight) overtaken(d *Domain, v *vertex) bool {
	if d.version.Load()&^viewed == f.version {
		return false
	}
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
	for k := 0; ; k++ {
		s := d.dep(v, k)
		if s == nil {
			return false
		}
		if s.kind() == kindComputed {
			if versionOf(s.state.Load()) < f.version {
				continue // not valid at f.version, so the run did not read it
			}
			d.refresh(s)
		}
		if s.changed() > f.version {
			return true
		}
	}
}

// crashed deals with a body that did not return: a panic is the failure of the computed, a Goexit too, but then
// the goroutine ends and gives up its claims here.
func (f *flight) crashed(d *Domain, p any) {
	v := f.path[f.at]
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
		f.at--
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
	v.state.Store(pack(version|failed, version))
}

// forget drops the failure of v, which has a value again.
func (d *Domain) forget(v *vertex) {
	d.mu.Lock()
	delete(d.extra().errs, v)
	d.mu.Unlock()
}
