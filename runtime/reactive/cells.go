package reactive

import (
	"sync/atomic"
	"unsafe"
)

// Field is a cell of a generated struct that code outside of the graph writes: settings, or a signal inside of the user's own
// struct that the generated one holds. Its zero value, in a struct that was not mounted, is a plain atomic cell that holds the
// zero T. It is safe for concurrent use and must not be copied.
type Field[T any] struct {
	vertex
	cur atomic.Pointer[T] // nil is the zero T
}

// domain is the domain of a mounted cell, nil before.
func (s *Field[T]) domain() *Domain {
	if s.meta == 0 {
		return nil
	}
	return (*Domain)(unsafe.Add(unsafe.Pointer(s), -distanceOf(atomic.LoadUint32(&s.claim))))
}

// Get returns the value. It never waits for a body, only for the few stores of a commit that is being published.
func (s *Field[T]) Get() T {
	d := s.domain()
	p := s.cur.Load()
	if d != nil && d.version.Load()&wordFlags != 0 {
		p = (*T)(d.settle(&s.vertex, (*unsafe.Pointer)(unsafe.Pointer(&s.cur))))
	}
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// Set replaces the value, unless it counts as equal. When it returns every later read, on any goroutine, sees the value
// or a newer one. It allocates one copy of v.
func (s *Field[T]) Set(v T) { s.write(v, nil) }

// Update replaces the value by f of it, atomically: f runs again when another write came in between, so it should do
// nothing but compute. f runs under no lock.
func (s *Field[T]) Update(f func(T) T) {
	var none T
	s.write(none, f)
}

// write sets v, or with an f what f makes of the present value.
func (s *Field[T]) write(v T, f func(T) T) {
	d := s.domain()
	for {
		old := s.cur.Load()
		if f != nil {
			var was T
			if old != nil {
				was = *old
			}
			v = f(was)
		}
		if d == nil {
			fresh := v
			if s.cur.CompareAndSwap(old, &fresh) {
				s.state.Store(pack(step, step))
				return
			}
			continue
		}
		// The claim is read after the value and stored before it: its mark is old's or, when old is no longer the value, any.
		claim := atomic.LoadUint32(&s.claim)
		marked := remark(claim, s.hash(), v)
		if claim == marked && old != nil { // with other marks they differ, and *old, in memory of its own, need not be fetched
			if eq := s.equal(); eq != nil && alike(eq, *old, v) {
				if s.cur.Load() == old {
					return
				}
				continue
			}
		}
		fresh := v // here, so that an equal value allocates nothing
		next := d.open(&s.vertex)
		if next == 0 {
			return
		}
		if s.cur.Load() != old {
			d.shut()
			continue
		}
		d.advance(next) // one store publishes the value, so there is no part of the commit to see
		d.preserve(&s.vertex, unsafe.Pointer(old), unsafe.Pointer(&fresh))
		storeState(&s.state, pack(next, next))
		storeClaim(&s.claim, marked)
		s.cur.Store(&fresh)
		d.sweep(next, &s.vertex)
		return
	}
}

// equal is the field's equality, nil when each write is a change. The field is mounted.
func (s *Field[T]) equal() func(a, b T) bool {
	eq, _ := s.domain().plan.nodes[s.index()].equal.(func(a, b T) bool)
	return eq
}

// hash is the field's hash, nil when it has none. The field is mounted.
func (s *Field[T]) hash() func(v T) uint64 {
	h, _ := s.domain().plan.nodes[s.index()].hash.(func(v T) uint64)
	return h
}

// Value is a cell of a generated struct that caches a computed of any type. Its first value lies inside of the cell, so
// that one that never changes is no object of its own; each later one is an immutable copy.
type Value[T any] struct {
	vertex
	cur   atomic.Pointer[T]
	first T // written once, before cur points to it
}

// Load returns the value when it is valid: four atomic loads and a copy. It is small enough to be inlined into an accessor,
// which calls Get when it says no.
func (v *Value[T]) Load(c *Cells) (t T, ok bool) {
	ver := c.version.Load()
	if v.state.Load()>>ageBits != ver {
		return t, false
	}
	p := v.cur.Load()
	return *p, c.version.Load() == ver // an effect's run must not see a newer value
}

// Get returns the value, computed by this goroutine or another when a source changed, or the failure of the computed.
func (v *Value[T]) Get(c *Cells) (T, error) {
	if t, ok := v.Load(c); ok {
		return t, nil
	}
	p, err := c.read(&v.vertex)
	if p == nil && err == nil {
		t := v.cur.Load()
		if c.version.Load()&viewed == 0 {
			return *t, nil
		}
		if p, err = c.reread(&v.vertex); p == nil && err == nil {
			return *t, nil
		}
	}
	if err != nil {
		var zero T
		return zero, err
	}
	return *(*T)(p), nil
}

// store publishes t, unless it equals the value that is there. The calling flight owns the cell.
func (v *Value[T]) store(t T, equal func(a, b T) bool) outcome {
	old := v.cur.Load()
	switch {
	case old == nil:
		v.first = t
		v.cur.Store(&v.first)
	case equal != nil && stampOf(v.state.Load())&failed == 0 && alike(equal, *old, t):
		return unchanged
	default:
		fresh := t // t itself stays off the heap
		v.cur.Store(&fresh)
	}
	return changed
}

// Word is what fits a machine word and holds no pointer.
type Word interface {
	~bool | ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr | ~float32 | ~float64
}

// WordValue is a Value for numbers and bools, inline for good.
type WordValue[T Word] struct {
	vertex
	word uint64 // loaded with atomic.LoadUint64, stored as in release_amd64.go
}

// Load returns the value when it is valid.
func (v *WordValue[T]) Load(c *Cells) (t T, ok bool) {
	ver := c.version.Load()
	if v.state.Load()>>ageBits != ver {
		return t, false
	}
	w := atomic.LoadUint64(&v.word)
	return *(*T)(unsafe.Pointer(&w)), c.version.Load() == ver // it may have been overwritten for a newer version
}

// Get returns the value, computed by this goroutine or another when a source changed, or the failure of the computed.
func (v *WordValue[T]) Get(c *Cells) (T, error) {
	if t, ok := v.Load(c); ok {
		return t, nil
	}
	p, err := c.read(&v.vertex)
	if p == nil && err == nil {
		w := atomic.LoadUint64(&v.word)
		if c.version.Load()&viewed == 0 {
			return *(*T)(unsafe.Pointer(&w)), nil
		}
		if p, err = c.reread(&v.vertex); p == nil && err == nil {
			return *(*T)(unsafe.Pointer(&w)), nil
		}
	}
	if err != nil {
		var zero T
		return zero, err
	}
	return *(*T)(p), nil
}

func (v *WordValue[T]) store(t T) outcome {
	s := v.state.Load()
	if s != 0 && stampOf(s)&failed == 0 {
		w := atomic.LoadUint64(&v.word)
		if old := *(*T)(unsafe.Pointer(&w)); Same(old, t) {
			return unchanged
		}
	}
	var w uint64
	*(*T)(unsafe.Pointer(&w)) = t
	storeRelease(&v.word, w)
	return changed
}

// Reaction is a cell of a generated struct for an effect.
type Reaction struct{ vertex }

// Same is == in which NaN equals itself. Two interface values that hold something that cannot be compared are not the same.
func Same[T comparable](a, b T) bool { return a == b || a != a && b != b }

// alike calls an equality function, which may be the user's or compare interfaces: a panic means "not equal", so that the
// worst is one run too many.
func alike[T any](equal func(a, b T) bool, a, b T) (same bool) {
	defer func() {
		if recover() != nil {
			same = false
		}
	}()
	return equal(a, b)
}
