package reactive

// begin opens a commit that writes v and returns its version, or 0 when the domain is closed and the write is to be
// dropped. Until end, d.mu is held and every computed counts as stale, so that nothing computed meanwhile is taken for valid
// and no reader sees a part of the commit. It panics with *WriteError inside a computed's body.
func (d *Domain) begin(v *vertex) uint64 {
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
	word := d.version.Load()
	next := word&^wordFlags + step
	if next >= stampMax {
		next = d.rewind()
	}
	d.version.Store(word | committing)
	return next
}

// rewind is reached after 2^38 commits. No stamp can be told from another any more, so the version stands still
// and stamps never match: computeds are then evaluated at each read, which is slow and right.
func (d *Domain) rewind() uint64 { return stampMax }

// abandon closes a commit that wrote nothing.
func (d *Domain) abandon() {
	if s := d.side.Load(); s != nil {
		s.effects.author = nil
	}
	d.version.Store(d.version.Load() &^ committing)
	d.mu.Unlock()
}

// end publishes the commit and sees to the effects below v. It unlocks d.mu.
func (d *Domain) end(next uint64, v *vertex) {
	d.version.Store(next | d.version.Load()&viewed)
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
			return d.nameOf(f.path[f.at])
		}
	}
	return ""
}
