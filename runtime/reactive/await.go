package reactive

import "slices"

// A wait is a body that waits for another goroutine's flight. Only bodies are listed: a reader outside of any body
// cannot be part of a cycle.
type wait struct {
	mine []*flight // the flights on the waiting goroutine's stack, innermost first
	on   *flight
}

// await waits until the flight that owns v has landed, or returns *CycleError when that flight waits, directly or
// through others, for this goroutine. d.mu is held before and after.
func (d *Domain) await(v *vertex) error {
	id := v.claim
	d.mu.Unlock()
	frames := stackOf(climbFrame) // slow: not under the lock
	d.mu.Lock()
	if v.claim != id {
		return nil
	}
	f := d.flightOf(id)
	s := d.extra()
	w := &wait{on: f}
	for _, frame := range frames {
		if g := d.flightAt(frame); g != nil {
			w.mine = append(w.mine, g)
		}
	}
	if len(w.mine) > 0 {
		if mine, chain := d.cycle(w); mine != nil {
			if slices.Index(f.path, v) > f.at {
				// The flight has done with v and works above it, further out on the stack; a commit came since.
				v.claim = 0
				return nil
			}
			return &CycleError{Path: d.cycleNames(mine, chain, v)}
		}
		s.waits = append(s.waits, w)
		defer func() { s.waits = slices.DeleteFunc(s.waits, func(x *wait) bool { return x == w }) }()
	}
	if f.done == nil {
		f.done = make(chan struct{})
	}
	done := f.done
	d.mu.Unlock()
	<-done
	d.mu.Lock()
	return nil
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
		next := slices.IndexFunc(waits, func(x *wait) bool { return slices.Contains(x.mine, at.on) && !slices.Contains(chain, x) })
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
		// Along the path the goroutine stands at path[at]; it came from the head.
		for i := max(0, slices.Index(f.path, from)); i <= f.at; i++ {
			path = append(path, d.nameOf(f.path[i]))
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
