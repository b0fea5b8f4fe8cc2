package reactive_test

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

// Effects that make, end and write each other, while others read and the domain is closed under them.
func TestChurn(t *testing.T) {
	for range 30 {
		d := reactive.NewDomain()
		a, b := reactive.NewSignal(d, 0), reactive.NewSignal(d, 0)
		c := reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) {
			if a.Track(tr)%2 == 0 {
				return b.Track(tr), nil
			}
			return 0, errors.New("odd")
		})
		var wg sync.WaitGroup
		for g := range 2 {
			wg.Go(func() {
				for i := range 50 {
					e := reactive.NewEffect(d, func(ctx context.Context) error {
						a.Get()
						reactive.NewDynamicEffect(d, func(ctx context.Context, tr *reactive.Tracker) error {
							_, _ = c.Track(tr)
							return nil
						})
						if i%10 == 0 {
							b.Update(func(v int) int { return min(v+1, 50) })
						}
						return nil
					}, a)
					a.Set(g*100 + i)
					c.Get()
					if i%3 == 0 {
						e.Dispose()
					}
				}
			})
		}
		wg.Go(func() {
			for range 20 {
				d.Snapshot(func(r *reactive.Reader) error { a.At(r); c.At(r); runtime.Gosched(); return nil })
			}
		})
		within(t, "the churn", func() { wg.Wait(); settle(t, d) })
		within(t, "Close", func() { d.Close() })
	}
}

func TestCloseWhileEverythingRuns(t *testing.T) {
	for range 50 {
		d := reactive.NewDomain()
		a := reactive.NewSignal(d, 0)
		c := reactive.NewComputed(d, func() (int, error) { runtime.Gosched(); return a.Get(), nil }, a)
		var after atomic.Bool
		reactive.NewEffect(d, func(context.Context) error {
			_, err := c.Get()
			if after.Load() {
				t.Error("an effect ran after Close")
			}
			return err
		}, c)
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				for i := range 100 {
					a.Set(i)
					c.Get()
				}
			})
		}
		wg.Go(func() { d.Close(); after.Store(true) })
		within(t, "the end", wg.Wait)
	}
}

// A computed that is disposed of keeps its value, also from inside and while others read.
func TestDisposeOfAComputed(t *testing.T) {
	d := reactive.NewDomain()
	a := reactive.NewSignal(d, 1)
	runs := 0
	var c *reactive.Computed[int]
	c = reactive.NewComputed(d, func() (int, error) {
		runs++
		if a.Get() == 2 {
			c.Dispose()
		}
		return a.Get(), nil
	}, a)
	down := reactive.Derived(c, func(v int) int { return -v })
	value(t, down)
	a.Set(2)
	want(t, "down", value(t, down), -2)
	a.Set(3)
	want(t, "down", value(t, down), -2)
	want(t, "runs", runs, 2)
	never := reactive.NewComputed(d, func() (int, error) { return 1, nil })
	never.Dispose()
	if _, err := never.Get(); !errors.Is(err, reactive.ErrDisposed) {
		t.Errorf("error: %v", err)
	}
}

// A body may read from goroutines of its own.
func TestABodyThatReadsInParallel(t *testing.T) {
	d := reactive.NewDomain()
	a := reactive.NewSignal(d, 1)
	x := reactive.Derived(a, func(v int) int { return v + 1 })
	y := reactive.Derived(a, func(v int) int { return v + 2 })
	c := reactive.NewComputed(d, func() (int, error) {
		var wg sync.WaitGroup
		var vx, vy int
		wg.Go(func() { vx, _ = x.Get() })
		wg.Go(func() { vy, _ = y.Get() })
		wg.Wait()
		return vx * vy, nil
	}, x, y)
	for i := range 50 {
		a.Set(i)
		within(t, "the body", func() { want(t, "value", value(t, c), (i+1)*(i+2)) })
	}
}

// Wide and deep, read from many goroutines while it changes: the last value is right.
func TestLadderUnderReaders(t *testing.T) {
	d := reactive.NewDomain()
	a := reactive.NewSignal(d, 0)
	left, right := reactive.Derived(a, func(v int) int { return v }), reactive.Derived(a, func(v int) int { return v })
	for range 60 {
		l, r := left, right
		left = reactive.NewComputed(d, func() (int, error) {
			x, err := l.Get()
			y, err2 := r.Get()
			if x != y {
				return -1, nil // overtaken, so this must not be kept
			}
			return x, errors.Join(err, err2)
		}, l, r)
		right = reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) {
			y, err := r.Track(tr)
			x, err2 := l.Track(tr)
			if x != y {
				return -1, nil
			}
			return x, errors.Join(err, err2)
		})
	}
	var wg sync.WaitGroup
	var stop atomic.Bool
	for range 2 {
		wg.Go(func() {
			for !stop.Load() {
				if x, y := value(t, left), value(t, right); x < 0 || y < 0 {
					t.Errorf("kept a torn value: %d, %d", x, y)
					return
				}
			}
		})
	}
	for i := range 200 {
		a.Set(i)
		want(t, "right", value(t, right), i)
	}
	stop.Store(true)
	wg.Wait()
}
