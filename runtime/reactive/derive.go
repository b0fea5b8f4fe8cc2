package reactive

import (
	"context"
	"sync"
	"time"
)

// Derived is a computed of one source: f of its value, or its failure. Name and Equal apply.
func Derived[T, U any](from Readable[T], f func(T) U, opts ...Option) *Computed[U] {
	deps := []Source{from}
	for _, o := range opts {
		deps = append(deps, o)
	}
	return NewComputed(from.home(), func() (u U, err error) {
		t, err := from.read()
		if err != nil {
			return u, err
		}
		return f(t), nil
	}, deps...)
}

// FromChan is a signal that holds first and then what comes from ch, on a goroutine that ends with ch, ctx or the domain.
func FromChan[T any](ctx context.Context, d *Domain, ch <-chan T, first T, opts ...Option) *Signal[T] {
	s := NewSignal(d, first, opts...)
	x := d.extra()
	d.mu.Lock()
	if x.closed {
		d.mu.Unlock()
		return s
	}
	if x.ending == nil {
		x.ending = make(chan struct{})
	}
	ending := x.ending
	x.feeds.Add(1)
	d.mu.Unlock()
	go func() {
		defer x.feeds.Done()
		for {
			select {
			case v, ok := <-ch:
				if !ok {
					return
				}
				s.Set(v)
			case <-ctx.Done():
				return
			case <-ending:
				return
			}
		}
	}()
	return s
}

// Debounce is a signal that takes from's value once that has stood still for d. A nil clock is SystemClock. It follows from until
// the domain is closed; a failed computed keeps the last value.
func Debounce[T any](from Readable[T], d time.Duration, clock Clock, opts ...Option) *Signal[T] {
	return paced(from, clock, opts, func(p *pace[T], t T) {
		p.latest = t
		if p.stop != nil {
			p.stop()
		}
		p.again(d, func() { p.out.Set(p.latest) })
	})
}

// Throttle is a signal that takes from's value at once, and then at most once in d, always ending on the last. A nil clock is
// SystemClock. It follows from until the domain is closed; a failed computed keeps the last value.
func Throttle[T any](from Readable[T], d time.Duration, clock Clock, opts ...Option) *Signal[T] {
	return paced(from, clock, opts, func(p *pace[T], t T) {
		p.latest = t
		if p.stop != nil {
			p.held = true
			return
		}
		p.out.Set(t)
		var next func()
		next = func() {
			if p.held {
				p.held = false
				p.out.Set(p.latest)
				p.again(d, next)
			}
		}
		p.again(d, next)
	})
}

// pace is the timer between a source and a paced signal.
type pace[T any] struct {
	out   *Signal[T]
	clock Clock

	mu     sync.Mutex
	latest T           // guarded by mu, as all below
	held   bool        // latest waits for the timer
	stop   func() bool // of the timer that runs, nil when none does
	turn   int         // counts timers, so that one which was stopped too late does nothing
}

// again starts the timer. p.mu is held, also while f runs.
func (p *pace[T]) again(d time.Duration, f func()) {
	p.turn++
	turn := p.turn
	p.stop = p.clock.AfterFunc(d, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.turn == turn {
			p.stop = nil
			f()
		}
	})
}

func paced[T any](from Readable[T], clock Clock, opts []Option, take func(p *pace[T], t T)) *Signal[T] {
	if clock == nil {
		clock = SystemClock{}
	}
	d := from.home()
	first, _ := from.read()
	p := &pace[T]{out: NewSignal(d, first, opts...), clock: clock}
	began := false
	e := &reaction{deps: []*vertex{from.at(d)}, forever: func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.turn++
		if p.stop != nil {
			p.stop()
		}
	}}
	e.body = func(context.Context, *Tracker) error {
		t, err := from.read()
		if !began || err != nil {
			if !began && err == nil {
				p.out.Set(t) // it may have moved since first was read
			}
			began = true
			return nil
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		take(p, t)
		return nil
	}
	startEffect(d, options{name: "pace"}, e)
	return p.out
}
