package sqldb

// State is what a pool is doing at one moment.
type State struct {
	Database URL   // in force; the zero URL before the first Use succeeded
	Opening  URL   // that a Use is opening right now; the zero URL when none is
	Refused  error // why the last Use failed; nil when it succeeded or goes on
	Draining int   // databases out of force that calls in flight keep open
	InUse    int   // connections that this pool's calls use
}

// State shows what the pool is doing. It is zero for the zero Pool and after the
// owner's end.
func (p Pool) State() State {
	if p.h == nil || p.h.ended.Load() {
		return State{}
	}
	p.h.mu.Lock()
	defer p.h.mu.Unlock()
	s := State{Opening: p.h.opening, Refused: p.h.refused, Draining: p.h.draining, InUse: len(p.h.leases)}
	if p.h.cur != nil {
		s.Database = p.h.cur.url
	}
	return s
}
