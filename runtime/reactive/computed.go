package reactive

import (
	"sync/atomic"
	"unsafe"
)

// Computed is a cached value made from other cells. It is computed by the first who reads it after a source changed, at most once
// for each change. It is safe for concurrent use. Nothing but its readers holds it, so one that is dropped is freed.
type Computed[T any] struct {
	node
	cur  atomic.Pointer[T] // nil before the first value, and when the value is in word
	word uint64
	same func(a, b T) bool
}

// NewComputed makes a cached value whose dependencies are deps, known beforehand (static wiring), in the order in which f reads
// them first. f may read less than deps, which costs at most a run, but never more. Equal and Name may stand among deps. f
// runs under no lock and must write nothing.
func NewComputed[T any](d *Domain, f func() (T, error), deps ...Source) *Computed[T] {
	o := d.sort(deps)
	c := newComputed[T](d, o)
	c.deps = o.deps
	c.run = func(d *Domain, fl *flight, v *vertex) outcome {
		t, err := f()
		return c.take(fl, t, err)
	}
	c.aside = func() (unsafe.Pointer, error) {
		t, err := f()
		return unsafe.Pointer(&t), err
	}
	return c
}

// NewDynamic makes a cached value whose dependencies are what f read through the tracker in its last run. Equal and Name apply.
func NewDynamic[T any](d *Domain, f func(t *Tracker) (T, error), opts ...Option) *Computed[T] {
	v := new(Dynamic[T])
	v.c.init(d, gather(opts))
	v.follow(f)
	return &v.c
}

func newComputed[T any](d *Domain, o options) *Computed[T] {
	c := new(Computed[T])
	c.init(d, o)
	return c
}

func (c *Computed[T]) init(d *Domain, o options) {
	c.d, c.name, c.same, c.flat = d, o.name, sameOf[T](o.equal), fitsWord[T]()
	c.meta = metaOf(-1, kindComputed)
	c.grab = func() unsafe.Pointer {
		if c.flat {
			w := atomic.LoadUint64(&c.word)
			return unsafe.Pointer(&w)
		}
		return unsafe.Pointer(c.cur.Load())
	}
}

// follow gives the computed a body that tracks.
func (v *Dynamic[T]) follow(f func(t *Tracker) (T, error)) {
	c := &v.c
	c.track = &v.tracker
	v.tracker.deps = v.tracker.few[:0]
	c.run = func(d *Domain, fl *flight, v *vertex) outcome {
		t := c.track
		t.begin()
		val, err := f(t)
		if t.end() {
			c.deps = t.deps
		}
		return c.take(fl, val, err)
	}
	c.aside = func() (unsafe.Pointer, error) {
		t, err := f(new(Tracker))
		return unsafe.Pointer(&t), err
	}
}

// take settles a run that returned t and err.
func (c *Computed[T]) take(f *flight, t T, err error) outcome {
	s := c.state.Load()
	blank := s == 0 || stampOf(s)&failed != 0
	switch {
	case f.overtaken(c.d, &c.vertex):
		return overtaken
	case err != nil:
		f.err = err
		return broken
	case c.flat:
		w := atomic.LoadUint64(&c.word)
		if !blank && c.same(*(*T)(unsafe.Pointer(&w)), t) {
			return unchanged
		}
		w = 0
		*(*T)(unsafe.Pointer(&w)) = t
		if blank {
			storeRelease(&c.word, w)
			return changed
		}
		publish(&c.word, w, &c.state, f.version<<ageBits)
		return passed
	default:
		if !blank && c.same(*c.cur.Load(), t) {
			return unchanged
		}
		fresh := t // t itself stays off the heap
		c.cur.Store(&fresh)
	}
	return changed
}

// Get returns the value, or the failure of the computed: what its body returned wrapped in *Error, *PanicError, *CycleError
// or *WiringError.
func (c *Computed[T]) Get() (T, error) {
	if t, ok := c.load(); ok {
		return t, nil
	}
	return c.slow()
}

// load returns the value when it is valid.
func (c *Computed[T]) load() (t T, ok bool) {
	ver := c.d.version.Load()
	if c.state.Load()>>ageBits != ver {
		return t, false
	}
	if c.flat {
		w := atomic.LoadUint64(&c.word)
		return *(*T)(unsafe.Pointer(&w)), c.d.version.Load() == ver
	}
	p := c.cur.Load()
	return *p, c.d.version.Load() == ver
}

func (c *Computed[T]) slow() (t T, err error) {
	p, err := c.d.read(&c.vertex)
	if p == nil && err == nil {
		t = c.present()
		if c.d.version.Load()&viewed == 0 {
			return t, nil
		}
		p, err = c.d.reread(&c.vertex)
	}
	switch {
	case err != nil:
		var zero T
		return zero, err
	case p != nil:
		t = *(*T)(p)
	}
	return t, nil
}

// present is the value that is there.
func (c *Computed[T]) present() T {
	if c.flat {
		w := atomic.LoadUint64(&c.word)
		return *(*T)(unsafe.Pointer(&w))
	}
	return *c.cur.Load()
}

// Track is Get that makes the value a dependency of the body that t was given to.
func (c *Computed[T]) Track(t *Tracker) (T, error) {
	t.note(&c.vertex)
	return c.Get()
}

// Dispose has the computed keep its last value for good: its body does not run again. It is idempotent and safe from inside of the body.
func (c *Computed[T]) Dispose() { c.frozen.Store(true) }

func (c *Computed[T]) at(d *Domain) *vertex { return c.node.of(d) }

// of checks that a source belongs to the domain of what reads it.
func (n *node) of(d *Domain) *vertex {
	if n.d != d {
		panic("reactive: " + n.label() + " belongs to another domain; a source and what reads it must share one")
	}
	return &n.vertex
}
