package core

import "github.com/sigen-dev/sigen/runtime/reactive"

// Signal is an instance's own reactive state, as a field of its component. Its
// zero value holds the zero T; without a kernel it is a plain atomic cell, in a
// kernel it joins the instance's graph. It is safe for concurrent use and must not be copied.
type Signal[T any] struct{ f reactive.Field[T] }

// Get returns the value.
func (s *Signal[T]) Get() T { return s.f.Get() }

// Set replaces the value; it returns when every later read sees it.
func (s *Signal[T]) Set(v T) { s.f.Set(v) }

// Update replaces the value by a function of it, without losing another's update.
func (s *Signal[T]) Update(f func(T) T) { s.f.Update(f) }

// Field is the cell, for generated wiring.
func (s *Signal[T]) Field() *reactive.Field[T] { return &s.f }

// Track is Get for a dynamic computed: the read makes the signal a dependency of
// the body that t was given to. A nil t, as in a component without a kernel, notes nothing.
func (s *Signal[T]) Track(t *reactive.Tracker) T {
	if t == nil {
		return s.f.Get()
	}
	return s.f.Track(t)
}
