package reactive

import (
	"bytes"
	"runtime"
	"slices"
	"strconv"
	"unsafe"
)

// A view is the domain as one run sees it that must not see commits as they come: an effect's run or a Snapshot sees one version,
// a batch sees what it wrote. While commits agree with a view nothing is done for it. A commit that overtakes one leaves
// the replaced values in it, and a computed that has moved on is run again, for the view alone.
//
// For code that reads without naming its view (a body) the domain's word has the viewed bit while any view differs; then
// reads look at the stack for whose they are.
type view struct {
	d       *Domain
	r       *reaction                  // the effect whose run it is for
	tx      *Tx                        // the batch that it is for
	version uint64                     // pinned; of a batch, where its reading began
	old     map[*vertex]unsafe.Pointer // values replaced since; guarded by d.mu
	differs bool                       // counted in side.redirects; guarded by d.mu
	memo    map[*vertex]*seen          // computeds run for the view; touched by its goroutine
}

// seen is what a computed came to in a view.
type seen struct {
	p       unsafe.Pointer // *T
	err     error
	running bool
}

// pin opens a view of the present version. d.mu is held.
func (s *side) pin(d *Domain, vw *view) {
	vw.d, vw.version = d, d.now()
	s.views = append(s.views, vw)
}

// unpin ends a view. d.mu is held.
func (s *side) unpin(vw *view) {
	if last := len(s.views) - 1; last >= 0 && s.views[last] == vw { // nearly always
		s.views[last] = nil
		s.views = s.views[:last]
	} else if i := slices.Index(s.views, vw); i >= 0 {
		s.views = slices.Delete(s.views, i, i+1)
	}
	if vw.differs {
		vw.differs = false
		s.redirect(vw.d, -1)
	}
}

// redirect counts the reasons for which plain reads have to ask whose they are. d.mu is held.
func (s *side) redirect(d *Domain, by int) {
	s.redirects += by
	if s.redirects > 0 {
		d.version.Store(d.version.Load() | viewed)
	} else {
		d.version.Store(d.version.Load() &^ viewed)
	}
}

// preserve is called by a commit before it replaces the value of a source: p points to the value so far, fresh to the new one.
// d.mu is held.
func (d *Domain) preserve(v *vertex, p, fresh unsafe.Pointer) {
	s := d.side.Load()
	if s == nil {
		return
	}
	for _, vw := range s.views {
		own := vw.r != nil && vw.r == s.effects.author
		_, has := vw.old[v]
		switch {
		case own && has:
			vw.old[v] = fresh // a run sees what it wrote
		case own || has:
		default:
			if vw.old == nil {
				vw.old = make(map[*vertex]unsafe.Pointer)
			}
			vw.old[v] = p
			if vw.r != nil && !vw.differs {
				vw.differs = true
				s.redirect(d, +1)
			}
		}
		if own {
			vw.memo = nil // made on this goroutine
		}
	}
}

// source is what the view sees of a source; cell is where the source keeps the pointer to its value.
func (vw *view) source(v *vertex, cell *unsafe.Pointer) unsafe.Pointer {
	if vw.tx != nil {
		if p := vw.tx.seen(v); p != nil {
			return p
		}
	}
	vw.d.mu.Lock()
	defer vw.d.mu.Unlock()
	if p, ok := vw.old[v]; ok {
		return p
	}
	return loadPointer(cell)
}

// computed is what the view sees of a computed.
func (vw *view) computed(v *vertex) (unsafe.Pointer, error) {
	if m := vw.memo[v]; m != nil {
		if m.running {
			return nil, &CycleError{Path: []string{vw.d.nameOf(v), vw.d.nameOf(v)}}
		}
		return m.p, m.err
	}
	if p, err, ok := vw.shared(v); ok {
		return p, err
	}
	return vw.alone(v)
}

// alone runs v for the view alone.
func (vw *view) alone(v *vertex) (unsafe.Pointer, error) {
	if vw.r != nil {
		vw.r.again = true // what the cell says of its changes does not hold for what the run saw
	}
	m := &seen{running: true}
	if vw.memo == nil {
		vw.memo = make(map[*vertex]*seen)
	}
	vw.memo[v] = m
	s := vw.d.extra()
	vw.d.mu.Lock()
	s.redirect(vw.d, +1)
	s.asides = append(s.asides, vw)
	vw.d.mu.Unlock()
	defer func() {
		vw.d.mu.Lock()
		s.redirect(vw.d, -1)
		if i := slices.Index(s.asides, vw); i >= 0 {
			s.asides = slices.Delete(s.asides, i, i+1)
		}
		vw.d.mu.Unlock()
	}()
	m.p, m.err = vw.enter(v)
	m.running = false
	return m.p, m.err
}

// shared is the value that everybody sees, when it is the view's too.
func (vw *view) shared(v *vertex) (unsafe.Pointer, error, bool) {
	d := vw.d
	known, touched := vw.touches(v)
	if !known || touched {
		// Of what is not known the cell does not tell either, not even by the stamp of the view's version: "unchanged" compares what
		// was there before with what is there now, and a source may have gone and come back between.
		return nil, nil, false
	}
	err := d.refresh(v)
	if err == errOvertaken {
		return nil, nil, false
	}
	var p unsafe.Pointer
	if err == nil {
		p = d.grab(v)
	}
	known, touched = vw.touches(v) // a commit may have come meanwhile
	return p, err, known && !touched
}

// touches reports whether a source below v is one that the view sees differently. For a dynamic computed it is not known.
func (vw *view) touches(v *vertex) (known, touched bool) {
	vw.d.mu.Lock()
	differ := make([]*vertex, 0, 8)
	for x := range vw.old {
		differ = append(differ, x)
	}
	vw.d.mu.Unlock()
	if vw.tx != nil {
		for _, w := range vw.tx.writes {
			differ = append(differ, w.target())
		}
	}
	if len(differ) == 0 {
		return true, false
	}
	return vw.d.below(v, differ)
}

// below reports whether any of sources is below v, as far as the wiring alone says.
func (d *Domain) below(v *vertex, sources []*vertex) (known, found bool) {
	known = true
	done := map[*vertex]bool{}
	todo := []*vertex{v}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if done[v] {
			continue
		}
		done[v] = true
		switch {
		case v.kind() == kindSource:
			if slices.Contains(sources, v) {
				return true, true
			}
		case v.byHand():
			n := (*node)(unsafe.Pointer(v))
			if n.track != nil {
				known = false
				continue
			}
			todo = append(todo, n.deps...)
		default:
			n := &d.plan.nodes[v.index()]
			known = known && !n.dynamic
			for _, i := range n.sources {
				todo = append(todo, d.at(int(i)))
			}
		}
	}
	return known, false
}

// enter runs a computed's body for the view alone. It is a frame of its own because stack.go looks for it.
//
//go:noinline
func (vw *view) enter(v *vertex) (p unsafe.Pointer, err error) {
	name := vw.d.nameOf(v)
	returned := false
	defer func() {
		if returned {
			return
		}
		if p := recover(); p != nil {
			err = panicked(name, p)
			return
		}
		vw.memo[v].running, vw.memo[v].err = false, named(name, ErrExited)
	}()
	if v.byHand() {
		n := (*node)(unsafe.Pointer(v))
		p, err = n.aside()
	} else {
		p, err = vw.d.plan.nodes[v.index()].aside(vw.d)
	}
	returned = true
	runtime.KeepAlive(vw) // so that a traceback shows it
	if err != nil {
		return nil, named(name, err)
	}
	return p, nil
}

// grab is a pointer to a copy of the value of v that stays as it is, nil when there is none.
func (d *Domain) grab(v *vertex) unsafe.Pointer {
	if v.byHand() {
		return (*node)(unsafe.Pointer(v)).grab()
	}
	return d.plan.nodes[v.index()].grab(v)
}

// engineFrame is a frame of the engine on a goroutine's stack.
type engineFrame struct {
	kind string
	at   uintptr
}

// innermost is the engine frame nearest to the caller: the body that is running right here.
func innermost() (f engineFrame) {
	buf := traceBuffers.Get().(*[]byte)
	defer traceBuffers.Put(buf)
	text := (*buf)[:runtime.Stack(*buf, false)]
	first := len(text)
	for _, kind := range []string{climbFrame, effectFrame, viewFrame} {
		if i := bytes.Index(text[:first], []byte(kind)); i >= 0 {
			first, f.kind = i, kind
		}
	}
	if f.kind == "" {
		return f
	}
	text = text[first+len(f.kind):]
	if end := bytes.IndexAny(text, ",)?"); end >= 0 {
		at, _ := strconv.ParseUint(string(text[:end]), 16, 64)
		f.at = uintptr(at)
	}
	return f
}

// around is the view that the calling goroutine's plain reads are for, nil for the present. In a domain that checks its
// wiring it panics with *WiringError when the body which reads v does not list it.
func (d *Domain) around(v *vertex) *view {
	f := innermost()
	if f.kind == "" {
		return nil
	}
	s := d.extra()
	d.mu.Lock()
	defer d.mu.Unlock()
	switch f.kind {
	case climbFrame:
		if g := d.flightAt(f.at); g != nil && s.hooks != nil && s.hooks.CheckWiring {
			d.checkRead(g.here(d), v)
		}
		return nil
	case viewFrame:
		for _, vw := range s.asides {
			if uintptr(unsafe.Pointer(vw)) == f.at {
				return vw
			}
		}
		return nil
	}
	for _, r := range s.effects.all {
		if uintptr(unsafe.Pointer(r)) != f.at {
			continue
		}
		if s.hooks != nil && s.hooks.CheckWiring {
			d.checkEffect(r, v)
		}
		if r.view != nil && r.view.differs {
			return r.view
		}
	}
	return nil
}
