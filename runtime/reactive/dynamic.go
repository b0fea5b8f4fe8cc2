package reactive

import "unsafe"

// Dynamic is a cell of a generated struct that caches a computed whose dependencies are what its body read through a Tracker in
// its last run. It holds its edges, so it is larger than a Value.
type Dynamic[T any] struct {
	c       Computed[T]
	tracker Tracker // of c
}

// Load returns the value when it is valid.
func (v *Dynamic[T]) Load(c *Cells) (t T, ok bool) { return v.c.load() }

// Get returns the value, computed by this goroutine or another when a source changed, or the failure of the computed.
func (v *Dynamic[T]) Get(c *Cells) (T, error) { return v.c.Get() }

// Track is Get that makes the value a dependency of the body that t was given to.
func (v *Dynamic[T]) Track(c *Cells, t *Tracker) (T, error) { return v.c.Track(t) }

// At returns the value in the reader's version, or the failure of the computed there.
func (v *Dynamic[T]) At(r *Reader) (T, error) { return v.c.At(r) }

// GetIn returns the value as the batch sees it, with what it wrote.
func (v *Dynamic[T]) GetIn(tx *Tx) (T, error) { return v.c.GetIn(tx) }

// Track is Get that makes the value a dependency of the body that t was given to.
func (s *Field[T]) Track(t *Tracker) T {
	t.note(&s.vertex)
	return s.Get()
}

// Track is Get that makes the value a dependency of the body that t was given to.
func (v *Value[T]) Track(c *Cells, t *Tracker) (T, error) {
	t.note(&v.vertex)
	return v.Get(c)
}

// Track is Get that makes the value a dependency of the body that t was given to.
func (v *WordValue[T]) Track(c *Cells, t *Tracker) (T, error) {
	t.note(&v.vertex)
	return v.Get(c)
}

// DynamicNode is a computed that tracks what it reads. What reads it lists it like any other node.
type DynamicNode[C, T any] struct {
	Name    string
	Cell    func(c *C) *Dynamic[T]
	Compute func(c *C, t *Tracker) (T, error)
	Equal   func(a, b T) bool // nil: == with NaN equal to itself
}

func (n DynamicNode[C, T]) wire(at func(unsafe.Pointer) uintptr, probe *C) wired {
	return wired{name: n.Name, kind: kindComputed, offset: at(unsafe.Pointer(n.Cell(probe))), dynamic: true,
		mount: func(d *Domain, v *vertex) {
			o := options{name: n.Name}
			if n.Equal != nil {
				o.equal = n.Equal
			}
			cell := (*Dynamic[T])(unsafe.Pointer(v))
			cell.c.init(d, o)
			cell.follow(func(t *Tracker) (T, error) { return n.Compute((*C)(d.base()), t) })
		}}
}
