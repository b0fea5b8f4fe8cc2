package reactive

import (
	"runtime"
	"slices"
	"sync/atomic"
	"unsafe"
)

// Tx is a batch under way: the writes that it holds are seen through it alone until the batch ends. It is valid inside of the
// function that Batch was given, on that goroutine.
type Tx struct {
	d      *Domain
	writes []staged // one for each cell, in order of first write
	closed bool
}

// A staged write is what a batch will do to one cell.
type staged interface {
	target() *vertex
	pointer() unsafe.Pointer // to the value that the batch sees
	prepare() (moves bool)   // takes the value to publish from the present one; under no lock
	current() bool           // whether the present value is still the one that prepare saw
	publish(d *Domain, version uint64)
}

// Batch applies what f wrote through tx as one change: readers outside of tx see all of it or nothing, and effects run once,
// afterwards. Writes are kept when f fails, panics or exits, and f's error is returned. A batch whose writes come to what was there
// before changes nothing. A Batch inside of another's f, on the same goroutine and domain, is a part of that. f runs once and
// under no lock; where two batches overlap the later one wins, cell by cell (see UpdateIn).
func (d *Domain) Batch(f func(tx *Tx) error) error {
	s := d.extra()
	if tx := d.batchAround(s); tx != nil {
		return f(tx)
	}
	tx := &Tx{d: d}
	d.mu.Lock()
	s.batches = append(s.batches, tx)
	s.batching.Add(1)
	d.mu.Unlock()
	defer tx.commit(s)
	return tx.enter(f)
}

// enter is a frame of its own because stack.go looks for it.
//
//go:noinline
func (tx *Tx) enter(f func(tx *Tx) error) error {
	err := f(tx)
	runtime.KeepAlive(tx) // so that a traceback shows it
	return err
}

// batchAround is the batch of this domain inside of whose function the calling goroutine is, nil when in none.
func (d *Domain) batchAround(s *side) *Tx {
	if s.batching.Load() == 0 {
		return nil
	}
	frames := stackOf(batchFrame)
	if len(frames) == 0 {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, tx := range s.batches {
		if slices.Contains(frames, uintptr(unsafe.Pointer(tx))) {
			return tx
		}
	}
	return nil
}

// commit publishes the writes.
func (tx *Tx) commit(s *side) {
	d := tx.d
	tx.closed = true
	d.mu.Lock()
	s.batches = slices.DeleteFunc(s.batches, func(x *Tx) bool { return x == tx })
	s.batching.Add(-1)
	d.mu.Unlock()
	for {
		var moves []staged
		for _, w := range tx.writes {
			if w.prepare() {
				moves = append(moves, w)
			}
		}
		if len(moves) == 0 {
			return
		}
		next := d.open(moves[0].target())
		if next == 0 {
			return
		}
		if slices.ContainsFunc(tx.writes, func(w staged) bool { return !w.current() }) {
			d.shut()
			continue
		}
		d.version.Store(d.version.Load() | committing) // from here on nobody sees a part
		for _, w := range moves {
			w.publish(d, next)
		}
		d.advance(next)
		for _, w := range moves {
			s.alarm(d, w.target(), next)
		}
		s.effects.author = nil
		d.release(s)
		return
	}
}

// staging is the staged write of a cell whose value is behind an atomic pointer.
type staging[T any] struct {
	v     *vertex
	cell  *atomic.Pointer[T]
	same  func(a, b T) bool // nil: every write is a change
	hash  func(v T) uint64  // of a field that has marks
	f     func(T) T         // nil: val is written as it is
	val   T
	old   *T // what prepare saw
	fresh *T
}

func (w *staging[T]) target() *vertex { return w.v }

func (w *staging[T]) pointer() unsafe.Pointer {
	if w.f == nil {
		return unsafe.Pointer(&w.val)
	}
	v := w.apply(w.cell.Load())
	return unsafe.Pointer(&v)
}

func (w *staging[T]) apply(p *T) T {
	if w.f == nil {
		return w.val
	}
	var was T
	if p != nil {
		was = *p
	}
	return w.f(was)
}

func (w *staging[T]) prepare() bool {
	w.old = w.cell.Load()
	v := w.apply(w.old)
	w.fresh = &v
	var was T
	if w.old != nil {
		was = *w.old
	}
	return w.same == nil || !alike(w.same, was, v)
}

func (w *staging[T]) current() bool { return w.cell.Load() == w.old }

func (w *staging[T]) publish(d *Domain, version uint64) {
	d.preserve(w.v, unsafe.Pointer(w.old), unsafe.Pointer(w.fresh))
	w.v.state.Store(pack(version, version))
	if w.hash != nil {
		storeClaim(&w.v.claim, remark(w.v.claim, w.hash, *w.fresh))
	}
	w.cell.Store(w.fresh)
}

// stage finds or adds the batch's write of a cell.
func stage[T any](tx *Tx, d *Domain, v *vertex, cell *atomic.Pointer[T], same func(a, b T) bool) *staging[T] {
	if tx.closed {
		panic("reactive: write through a Tx after its batch has ended")
	}
	if tx.d != d {
		panic("reactive: " + d.nameOf(v) + " belongs to another domain than the batch; a batch is one domain's")
	}
	for _, w := range tx.writes {
		if w.target() == v {
			return w.(*staging[T])
		}
	}
	w := &staging[T]{v: v, cell: cell, same: same}
	w.f = func(t T) T { return t }
	tx.writes = append(tx.writes, w)
	return w
}

func (w *staging[T]) set(v T) { w.f, w.val = nil, v }

func (w *staging[T]) update(f func(T) T) {
	if w.f == nil {
		w.val = f(w.val)
		return
	}
	before := w.f
	w.f = func(t T) T { return f(before(t)) }
}

// seen is the value of v that tx sees, nil when tx does not write v.
func (tx *Tx) seen(v *vertex) unsafe.Pointer {
	for _, w := range tx.writes {
		if w.target() == v {
			return w.pointer()
		}
	}
	return nil
}

// SetIn sets the signal when the batch ends.
func (s *Signal[T]) SetIn(tx *Tx, v T) { stage(tx, s.d, &s.vertex, &s.cur, s.same).set(v) }

// UpdateIn replaces the value by f of it when the batch ends, atomically: of two batches that overlap neither update is lost. f
// may run several times.
func (s *Signal[T]) UpdateIn(tx *Tx, f func(T) T) {
	stage(tx, s.d, &s.vertex, &s.cur, s.same).update(f)
}

// GetIn returns the value that the batch sees: what it wrote, or else the present one.
func (s *Signal[T]) GetIn(tx *Tx) T {
	if p := tx.seen(&s.vertex); p != nil {
		return *(*T)(p)
	}
	return s.Get()
}

// SetIn sets the field when the batch ends. The field must be mounted.
func (s *Field[T]) SetIn(tx *Tx, v T) { s.stage(tx).set(v) }

// UpdateIn replaces the value by f of it when the batch ends, atomically. f may run several times.
func (s *Field[T]) UpdateIn(tx *Tx, f func(T) T) { s.stage(tx).update(f) }

// GetIn returns the value that the batch sees: what it wrote, or else the present one.
func (s *Field[T]) GetIn(tx *Tx) T {
	if p := tx.seen(&s.vertex); p != nil {
		return *(*T)(p)
	}
	return s.Get()
}

func (s *Field[T]) stage(tx *Tx) *staging[T] {
	d := s.domain()
	if d == nil {
		panic("reactive: a field that belongs to no mounted instance cannot be in a batch; use Set")
	}
	eq := s.equal()
	if s.cur.Load() == nil { // one that was never set is changed by any write
		eq = nil
	}
	w := stage(tx, d, &s.vertex, &s.cur, eq)
	w.hash = s.hash()
	return w
}
