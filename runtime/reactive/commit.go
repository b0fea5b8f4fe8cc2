package reactive

// A commit is: open, which locks; for several sources the committing bit, so that no reader sees a part; advance, which makes every
// computed stale; the new values, of one source after advance and of several before; sweep, which unlocks. Who computes
// needs the lock to begin, so nothing computed in between is taken for valid.

// open begins a commit that writes v and returns its version, with d.mu held; or 0, without the lock, when the domain is
// closed and the write is to be dropped. It panics with *WriteError inside of a computed's body.
func (d *Domain) open(v *vertex) uint64 {
	author := d.effectAround()
	d.mu.Lock()
	if d.flights != nil {
		d.mu.Unlock()
		if name := d.computedAround(); name != "" {
			panic(&WriteError{Signal: d.nameOf(v), Computed: name})
		}
		d.mu.Lock()
	}
	if d.closedLocked() {
		d.mu.Unlock()
		return 0
	}
	if author != nil {
		d.extra().effects.author = author
	}
	next := d.version.Load()&^wordFlags + step
	if next > stampMax {
		d.mu.Unlock()
		panic("reactive: a domain ends after 2^46 commits") // two years at a million a second
	}
	return next
}

// shut ends a commit that wrote nothing.
func (d *Domain) shut() {
	if s := d.side.Load(); s != nil {
		s.effects.author = nil
	}
	d.mu.Unlock()
}

// advance moves the domain to version next and ends the committing phase. A release store will do: what the commit stores
// before and after it keeps its order, and whoever made the commit goes on after the unlocking at its end, by when it is visible.
func (d *Domain) advance(next uint64) { storeState(&d.version, next|d.version.Load()&viewed) }

// sweep sees to the effects below v, the one source of a commit, and unlocks.
func (d *Domain) sweep(next uint64, v *vertex) {
	s := d.side.Load()
	if s == nil {
		d.mu.Unlock()
		return
	}
	s.alarm(d, v, next)
	s.effects.author = nil
	d.release(s)
}

// computedAround is the name of the computed of this domain inside of whose body the calling goroutine is, "" when in none.
func (d *Domain) computedAround() string {
	frames := stackOf(climbFrame)
	if len(frames) == 0 {
		return ""
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, at := range frames {
		if f := d.flightAt(at); f != nil {
			return d.nameOf(f.here(d))
		}
	}
	return ""
}
