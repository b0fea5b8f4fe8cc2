package reactive

import (
	"sync/atomic"
	"unsafe"
)

// Reader reads one version of a domain. It is valid inside of the function that Snapshot was given, on that goroutine.
type Reader struct{ view view }

// Snapshot calls f with a reader of one consistent version of the domain, the newest at the call. Commits go on
// meanwhile; the reader keeps seeing the version that it began with. A computed that has moved on since is run once more, for the
// reader alone. f runs once and under no lock.
func (d *Domain) Snapshot(f func(r *Reader) error) error {
	s := d.extra()
	r := &Reader{}
	d.mu.Lock()
	s.pin(d, &r.view)
	d.mu.Unlock()
	defer func() {
		d.mu.Lock()
		s.unpin(&r.view)
		d.mu.Unlock()
	}()
	return f(r)
}

func loadPointer(cell *unsafe.Pointer) unsafe.Pointer { return atomic.LoadPointer(cell) }

// At returns the value in the reader's version.
func (s *Signal[T]) At(r *Reader) T {
	return *(*T)(r.view.source(&s.vertex, (*unsafe.Pointer)(unsafe.Pointer(&s.cur))))
}

// At returns the value in the reader's version, or the failure of the computed there.
func (c *Computed[T]) At(r *Reader) (t T, err error) {
	p, err := r.view.computed(&c.vertex)
	if err != nil {
		return t, err
	}
	return *(*T)(p), nil
}

// GetIn returns the value as the batch sees it, with what it wrote.
func (c *Computed[T]) GetIn(tx *Tx) (t T, err error) {
	p, err := tx.computed(&c.vertex)
	if err != nil {
		return t, err
	}
	return *(*T)(p), nil
}

// At returns the value in the reader's version. The field must be mounted.
func (s *Field[T]) At(r *Reader) (t T) {
	if p := r.view.source(&s.vertex, (*unsafe.Pointer)(unsafe.Pointer(&s.cur))); p != nil {
		return *(*T)(p)
	}
	return t
}

// At returns the value in the reader's version, or the failure of the computed there.
func (v *Value[T]) At(r *Reader) (t T, err error) {
	p, err := r.view.computed(&v.vertex)
	if err != nil {
		return t, err
	}
	return *(*T)(p), nil
}

// GetIn returns the value as the batch sees it, with what it wrote.
func (v *Value[T]) GetIn(tx *Tx) (t T, err error) {
	p, err := tx.computed(&v.vertex)
	if err != nil {
		return t, err
	}
	return *(*T)(p), nil
}

// At returns the value in the reader's version, or the failure of the computed there.
func (v *WordValue[T]) At(r *Reader) (t T, err error) {
	p, err := r.view.computed(&v.vertex)
	if err != nil {
		return t, err
	}
	return *(*T)(p), nil
}

// GetIn returns the value as the batch sees it, with what it wrote.
func (v *WordValue[T]) GetIn(tx *Tx) (t T, err error) {
	p, err := tx.computed(&v.vertex)
	if err != nil {
		return t, err
	}
	return *(*T)(p), nil
}

// computed evaluates v over the batch's writes so far.
func (tx *Tx) computed(v *vertex) (unsafe.Pointer, error) {
	s := tx.d.extra()
	vw := &view{tx: tx}
	tx.d.mu.Lock()
	s.pin(tx.d, vw)
	tx.d.mu.Unlock()
	defer func() {
		tx.d.mu.Lock()
		s.unpin(vw)
		tx.d.mu.Unlock()
	}()
	return vw.computed(v)
}
