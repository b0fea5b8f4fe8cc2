package reactive

import "slices"

// A wait is a body that waits for another goroutine's flight. Only bodies are listed: a reader outside of any body
// cannot be part of a cycle.
type wait struct {
	mine  []*flight // the flights on the waiting goroutine's stack, innermost first
	on    *flight
	v     *vertex // of on, what it waits for
	awake bool    // it was told to look again
}

// over reports whether there is nothing to wait for any more.
func (w *wait) over() bool { return versionOf(w.v.state.Load()) == w.on.version }

// await waits until f, the flight that owns v, has made progress, for the caller to look again, or returns *CycleError when that
// flight waits, directly or through others, for this goroutine. d.mu is held before and after.
//
// A flight owns a line of cells that it evaluates one after the other. Whoever waits for it is told after each, and a cell that is
// done is free to be evaluated anew for a newer version. So one flight waits only for what another still has to do, which lies
// further down the graph, and waits that lead around are a cycle of the graph and not of the claims.
func (d *Domain) await(v *vertex, f *flight) error {
	id := f.id
	if versionOf(v.state.Load()) == f.version {
		v.claim = 0 // one made by hand
		return nil
	}
	d.mu.Unlock()
	frames := stackOf(climbFrame) // slow: not under the lock
	d.mu.Lock()
	if d.owner(v) != f || f.id != id || versionOf(v.state.Load()) == f.version {
		return nil
	}
	s := d.extra()
	w := &wait{on: f, v: v}
	for _, frame := range frames {
		if g := d.flightAt(frame); g != nil {
			w.mine = append(w.mine, g)
			if slices.ContainsFunc(s.waits, func(x *wait) bool { return x.on == g && x.over() }) {
				d.wake(g) // before this goroutine stands still
			}
		}
	}
	if len(w.mine) > 0 {
		if mine, chain := d.cycle(w); mine != nil {
			return &CycleError{Path: d.cycleNames(mine, chain, v)}
		}
		s.waits = append(s.waits, w)
		defer func() { s.waits = slices.DeleteFunc(s.waits, func(x *wait) bool { return x == w }) }()
	}
	if f.done == nil {
		f.done = make(chan struct{})
		f.awaited.Store(true)
	}
	done := f.done
	d.mu.Unlock()
	<-done
	d.mu.Lock()
	return nil
}

// wake tells those who wait for f to look again. d.mu is held.
func (d *Domain) wake(f *flight) {
	if f.done == nil {
		return
	}
	close(f.done)
	f.done = nil
	f.awaited.Store(false)
	for _, w := range d.extra().waits {
		w.awake = w.awake || w.on == f
	}
}

func (d *Domain) flightOf(id uint32) *flight {
	for f := d.flights; f != nil; f = f.before {
		if f.id == id {
			return f
		}
	}
	return nil
}

// cycle follows who waits for whom from w. When that leads back to one of w's own flights it returns those from the innermost to
// that one, and the waits of other goroutines on the way.
func (d *Domain) cycle(w *wait) (mine []*flight, chain []*wait) {
	waits := d.extra().waits
	for at := w; ; {
		if i := slices.Index(w.mine, at.on); i >= 0 {
			return w.mine[:i+1], chain
		}
		next := slices.IndexFunc(waits, func(x *wait) bool { return !x.awake && slices.Contains(x.mine, at.on) && !slices.Contains(chain, x) })
		if next < 0 {
			return nil, nil
		}
		at = waits[next]
		chain = append(chain, at)
	}
}

// cycleNames lists the computeds around the cycle that v closes: what this goroutine evaluates from v inwards, then what the
// other goroutines of the chain evaluate.
func (d *Domain) cycleNames(mine []*flight, chain []*wait, v *vertex) []string {
	var path []string
	add := func(f *flight, from *vertex) {
		line := f.above(d)
		for _, v := range line[max(0, slices.Index(line, from)):] {
			path = append(path, d.nameOf(v))
		}
	}
	for i := len(mine) - 1; i >= 0; i-- {
		add(mine[i], v)
	}
	for _, w := range chain {
		for i := len(w.mine) - 1; i >= 0; i-- {
			add(w.mine[i], nil)
		}
	}
	return append(path, path[0])
}

// above lists the flight's line from its head to where the goroutine stands.
func (f *flight) above(d *Domain) (line []*vertex) {
	if len(f.spans) == 0 {
		return f.path[:f.at+1]
	}
	for at, s := range f.spans[:f.at+1] {
		low := int(s.low)
		if at == f.at {
			low = f.cell
		}
		for i := int(s.high); i >= low; i-- {
			line = append(line, d.at(i))
		}
	}
	return line
}
