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

// A write that lands in the middle of a run is neither lost nor made to wait.
func TestPromise18WritesDuringARun(t *testing.T) {
	d := reactive.NewDomain()
	a := reactive.NewSignal(d, 1)
	started, release := make(chan int, 1), make(chan int)
	c := reactive.NewComputed(d, func() (int, error) {
		v := a.Get()
		if v == 1 {
			started <- 1
			<-release
		}
		return v, nil
	}, a)
	var got int
	done := make(chan int)
	go func() { got = value(t, c); close(done) }()
	receive(t, "a run", started)
	within(t, "a write beside a slow body", func() { a.Set(2) })
	want(t, "a", a.Get(), 2)
	release <- 1
	receive(t, "the reader", done)
	if got != 1 && got != 2 {
		t.Errorf("got %d", got)
	}
	want(t, "after", value(t, c), 2)
}

func TestPromise18NoUpdateIsLost(t *testing.T) {
	d := reactive.NewDomain()
	defer d.Close()
	a := reactive.NewSignal(d, 0)
	c := reactive.NewComputed(d, func() (int, error) { return a.Get() * 2, nil }, a)
	var last atomic.Int64
	reactive.NewEffect(d, func(context.Context) error { v, err := c.Get(); last.Store(int64(v)); return err }, c)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 2000 {
				a.Update(func(v int) int { return v + 1 })
				value(t, c)
			}
		})
	}
	wg.Wait()
	settle(t, d)
	want(t, "a", a.Get(), 8000)
	want(t, "c", value(t, c), 16000)
	want(t, "effect", last.Load(), 16000)
}

// No reader, on any goroutine, and no effect sees the two arms of a diamond at different versions.
func TestPromise19NoGlitchAcrossGoroutines(t *testing.T) {
	for name, dynamic := range map[string]bool{"wired": false, "dynamic": true} {
		t.Run(name, func(t *testing.T) {
			d := reactive.NewDomain()
			a := reactive.NewSignal(d, 1)
			b := reactive.NewComputed(d, func() (int, error) { return a.Get() + 1, nil }, a)
			c := reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) { return a.Track(tr) * 2, nil })
			both := func(x int, err1 error, y int, err2 error) error {
				if (x-1)*2 != y {
					t.Errorf("torn: a+1 = %d, 2a = %d", x, y)
				}
				return errors.Join(err1, err2)
			}
			diff := func() (int, error) {
				x, err1 := b.Get()
				y, err2 := c.Get()
				return 2*x - y, errors.Join(err1, err2)
			}
			e := reactive.NewComputed(d, diff, b, c)
			if dynamic {
				e = reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) {
					x, err1 := b.Track(tr)
					y, err2 := c.Track(tr)
					return 2*x - y, errors.Join(err1, err2)
				})
				reactive.NewDynamicEffect(d, func(_ context.Context, tr *reactive.Tracker) error {
					x, err1 := b.Track(tr)
					runtime.Gosched()
					y, err2 := c.Track(tr)
					return both(x, err1, y, err2)
				})
			} else {
				reactive.NewEffect(d, func(context.Context) error {
					x, err1 := b.Get()
					runtime.Gosched()
					y, err2 := c.Get()
					return both(x, err1, y, err2)
				}, b, c)
			}
			var stop atomic.Bool
			var wg sync.WaitGroup
			for g := range 2 {
				wg.Go(func() {
					for i := range 3000 {
						a.Set(g + 2*i)
						runtime.Gosched()
					}
					stop.Store(true)
				})
			}
			for range 2 {
				wg.Go(func() {
					for !stop.Load() {
						if v := value(t, e); v != 2 {
							t.Errorf("torn: 2(a+1) - 2a = %d", v)
							return
						}
					}
				})
			}
			wg.Wait()
			settle(t, d)
			d.Close()
		})
	}
}

func TestPromise20SingleFlight(t *testing.T) {
	for name, end := range map[string]func() (int, error){
		"value":  func() (int, error) { return 7, nil },
		"error":  func() (int, error) { return 0, errors.New("bad") },
		"panic":  func() (int, error) { panic("boom") },
		"goexit": func() (int, error) { runtime.Goexit(); return 0, nil },
	} {
		t.Run(name, func(t *testing.T) {
			d := reactive.NewDomain()
			a := reactive.NewSignal(d, 1)
			var runs atomic.Int64
			release := make(chan int)
			c := reactive.NewComputed(d, func() (int, error) {
				a.Get()
				runs.Add(1)
				<-release
				return end()
			}, a)
			var wg, begun sync.WaitGroup
			errs := make([]error, 100)
			vals := make([]int, 100)
			begun.Add(100)
			var answered atomic.Int64
			for i := range 100 {
				wg.Go(func() {
					begun.Done()
					vals[i], errs[i] = c.Get()
					answered.Add(1)
				})
			}
			begun.Wait()
			close(release)
			wg.Wait()
			want(t, "runs", runs.Load(), 1)
			if name == "goexit" {
				want(t, "answered", answered.Load(), 99)
				return
			}
			for i := range vals {
				want(t, "value", vals[i], vals[0])
				want(t, "error", errs[i], errs[0])
			}
		})
	}
}

// A goroutine sees its own writes and those that it heard of through a channel, and never goes back.
func TestPromise21ReadYourWritesAndMonotonic(t *testing.T) {
	d := reactive.NewDomain()
	a := reactive.NewSignal(d, 0)
	c := reactive.NewComputed(d, func() (int, error) { return a.Get(), nil }, a)
	heard := make(chan int)
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(heard)
		for i := 1; i <= 5000; i++ {
			a.Set(i)
			if v := value(t, c); v != i {
				t.Errorf("wrote %d, read %d", i, v)
				return
			}
			heard <- i
		}
	})
	wg.Go(func() {
		for i := range heard {
			if v := value(t, c); v < i {
				t.Errorf("heard %d, read %d", i, v)
			}
		}
	})
	for range 2 {
		wg.Go(func() {
			last := 0
			for last < 5000 {
				v := value(t, c)
				w := a.Get()
				if v < last || w < v {
					t.Errorf("back from %d to %d, then a source at %d", last, v, w)
					return
				}
				last = w
			}
		})
	}
	wg.Wait()
}

func TestPromise22DomainsAreIndependent(t *testing.T) {
	d1, d2 := reactive.NewDomain(), reactive.NewDomain()
	defer d1.Close()
	hold := make(chan int)
	a1, a2 := reactive.NewSignal(d1, 0), reactive.NewSignal(d2, 0)
	slow := reactive.NewComputed(d1, func() (int, error) { hold <- 1; <-hold; return a1.Get(), nil }, a1)
	runs := 0
	c2 := reactive.NewComputed(d2, func() (int, error) { runs++; return a2.Get(), nil }, a2)
	value(t, c2)
	go slow.Get()
	receive(t, "the slow body", hold)
	within(t, "another domain", func() {
		a2.Set(1)
		want(t, "value", value(t, c2), 1)
	})
	a1.Set(1)
	value(t, c2)
	want(t, "runs in the other domain", runs, 2)
	hold <- 1
	receive(t, "the run that the write caused", hold)
	hold <- 1

	defer func() {
		if recover() == nil {
			t.Error("a source of another domain was taken")
		}
	}()
	reactive.NewComputed(d2, a1dummy, a1)
}

func a1dummy() (int, error) { return 0, nil }

// Under writers that are faster than the body a reader still gets a value, of one version.
func TestPromise23ReadersAreServedUnderAFlood(t *testing.T) {
	d := reactive.NewDomain()
	a, b := reactive.NewSignal(d, 0), reactive.NewSignal(d, 0)
	set := func(i int) {
		d.Batch(func(tx *reactive.Tx) error {
			a.SetIn(tx, i)
			b.SetIn(tx, i)
			return nil
		})
	}
	n := 0
	mid := reactive.NewComputed(d, func() (int, error) {
		x := a.Get()
		n++
		done := make(chan int)
		go func() { set(n); close(done) }() // every run is overtaken
		<-done
		return x - b.Get(), nil
	}, a, b)
	c := reactive.NewComputed(d, func() (int, error) { v, err := mid.Get(); return v + a.Get() - b.Get(), err }, mid, a, b)
	within(t, "a reader under a flood", func() {
		want(t, "a-b", value(t, mid), 0)
		want(t, "behind it", value(t, c), 0)
	})
}

// What readers compute while commits are under way is never taken for the value of the commit.
func TestPromise09NothingComputedDuringACommitIsKept(t *testing.T) {
	d := reactive.NewDomain()
	a, b := reactive.NewSignal(d, 0), reactive.NewSignal(d, 0)
	sum := reactive.NewComputed(d, func() (int, error) { return a.Get() + b.Get(), nil }, a, b)
	dyn := reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) { v, err := sum.Track(tr); return v + a.Track(tr), err })
	var stop atomic.Bool
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for !stop.Load() {
				if v := value(t, sum); v%2 != 0 {
					t.Errorf("kept a part of a commit: %d", v)
					return
				}
				value(t, dyn)
			}
		})
	}
	for i := 1; i <= 3000; i++ {
		d.Batch(func(tx *reactive.Tx) error {
			a.SetIn(tx, i)
			b.SetIn(tx, i)
			return nil
		})
		if v, w := value(t, sum), value(t, dyn); v != 2*i || w != 3*i {
			t.Errorf("after the commit of %d: %d and %d", i, v, w)
			break
		}
	}
	stop.Store(true)
	wg.Wait()
}
