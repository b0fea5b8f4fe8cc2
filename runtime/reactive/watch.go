package reactive

import (
	"context"
	"iter"
	"slices"
)

// Readable is a Signal or a Computed, for what works with both.
type Readable[T any] interface {
	Source
	read() (T, error)
	at(d *Domain) *vertex
	home() *Domain
}

func (s *Signal[T]) read() (T, error)   { return s.Get(), nil }
func (c *Computed[T]) read() (T, error) { return c.Get() }
func (n *node) home() *Domain           { return n.d }

// A watcher is told that a commit was made; it looks for itself whether that concerns it.
type watcher struct {
	wake chan struct{} // holds one
}

// tellWatchers is called by a commit; d.mu is held.
func (s *side) tellWatchers() {
	for _, w := range s.watchers {
		select {
		case w.wake <- struct{}{}:
		default:
		}
	}
}

// Watch yields the value of s, and then each newer one, until ctx ends, the domain is closed or the loop is left. A slow loop misses
// values in between, never the last. A computed that fails yields nothing until it has a value again. It needs no goroutine; one
// sequence may be used once or several times, on any goroutine.
func Watch[T any](ctx context.Context, s Readable[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		d := s.home()
		v := s.at(d)
		w := &watcher{wake: make(chan struct{}, 1)}
		x := d.extra()
		d.mu.Lock()
		x.watchers = append(x.watchers, w)
		d.mu.Unlock()
		defer func() {
			d.mu.Lock()
			x.watchers = slices.DeleteFunc(x.watchers, func(y *watcher) bool { return y == w })
			d.mu.Unlock()
		}()
		for seen, first := uint64(0), true; ; first = false {
			if ctx.Err() != nil {
				return
			}
			t, at, err := stand(s, v)
			if err == nil && (first || at != seen) {
				seen = at
				if !yield(t) {
					return
				}
			}
			if d.isClosed() {
				return
			}
			select {
			case <-w.wake:
			case <-ctx.Done():
				return
			}
		}
	}
}

// Watch is the function Watch as a method.
func (s *Signal[T]) Watch(ctx context.Context) iter.Seq[T] { return Watch(ctx, s) }

// Watch is the function Watch as a method.
func (c *Computed[T]) Watch(ctx context.Context) iter.Seq[T] { return Watch(ctx, c) }

func (d *Domain) isClosed() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.closedLocked()
}

// stand reads s together with the version that its value is of.
func stand[T any](s Readable[T], v *vertex) (t T, at uint64, err error) {
	t, err = s.read()
	for range patience {
		at = v.changed()
		t, err = s.read()
		if v.changed() == at {
			break
		}
	}
	return t, at, err
}

// Watch yields the value of the field, and then each newer one; see the function Watch. A field that belongs to no mounted instance
// yields its value and then waits for ctx.
func (s *Field[T]) Watch(ctx context.Context) iter.Seq[T] {
	return func(yield func(T) bool) {
		if s.domain() == nil {
			if yield(s.Get()) {
				<-ctx.Done()
			}
			return
		}
		Watch(ctx, Readable[T](fieldReader[T]{s}))(yield)
	}
}

// fieldReader makes a mounted field a Readable.
type fieldReader[T any] struct{ f *Field[T] }

func (r fieldReader[T]) read() (T, error)     { return r.f.Get(), nil }
func (r fieldReader[T]) at(d *Domain) *vertex { return &r.f.vertex }
func (r fieldReader[T]) home() *Domain        { return r.f.domain() }
func (r fieldReader[T]) source()              {}
