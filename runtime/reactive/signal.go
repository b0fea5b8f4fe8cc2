package reactive

import (
	"sync/atomic"
	"unsafe"
)

// Signal is a cell that anybody may write. It is safe for concurrent use.
type Signal[T any] struct {
	node
	cur  atomic.Pointer[T] // never nil
	same func(a, b T) bool
}

// NewSignal makes a signal of d that holds v. Equal and Name apply.
func NewSignal[T any](d *Domain, v T, opts ...Option) *Signal[T] {
	o := gather(opts)
	s := &Signal[T]{node: node{d: d, name: o.name}, same: sameOf[T](o.equal)}
	s.meta = metaOf(-1, kindSource)
	s.cur.Store(&v)
	return s
}

// Get returns the value. It never waits for a body.
func (s *Signal[T]) Get() T {
	p := s.cur.Load()
	if s.d.version.Load()&wordFlags != 0 {
		p = (*T)(s.d.settle(&s.vertex, (*unsafe.Pointer)(unsafe.Pointer(&s.cur))))
	}
	return *p
}

// Set replaces the value, unless it counts as equal. When it returns every later read, on any goroutine, sees the value or a newer
// one. In a closed domain it does nothing. Inside of a computed it panics with *WriteError.
func (s *Signal[T]) Set(v T) { s.write(func(T) T { return v }) }

// Update replaces the value by f of it, atomically: f runs again when another write came in between, so it should do nothing but
// compute. f runs under no lock.
func (s *Signal[T]) Update(f func(T) T) { s.write(f) }

func (s *Signal[T]) write(f func(T) T) {
	d := s.d
	for {
		old := s.cur.Load()
		v := f(*old)
		if s.same(*old, v) {
			if s.cur.Load() == old {
				return
			}
			continue
		}
		next := d.open(&s.vertex)
		if next == 0 {
			return
		}
		if s.cur.Load() != old {
			d.shut()
			continue
		}
		d.advance(next) // one store publishes the value, so there is no part of the commit to see
		d.preserve(&s.vertex, unsafe.Pointer(old), unsafe.Pointer(&v))
		storeState(&s.state, pack(next, next))
		s.cur.Store(&v)
		d.sweep(next, &s.vertex)
		return
	}
}

// Track returns the value and makes it a dependency of the body that t was given to.
func (s *Signal[T]) Track(t *Tracker) T {
	t.note(&s.vertex)
	return s.Get()
}

func (s *Signal[T]) at(d *Domain) *vertex { return s.node.of(d) }
