package reactive_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

func TestPromise10EffectsInCreationOrderEndOnTheLastValue(t *testing.T) {
	d := reactive.NewDomain()
	defer d.Close()
	a := reactive.NewSignal(d, 0)
	var order []int
	for i := range 5 {
		reactive.NewEffect(d, func(context.Context) error { a.Get(); order = append(order, i); return nil }, a)
	}
	want(t, "first runs", slices.Equal(order, []int{0, 1, 2, 3, 4}), true)
	order = nil
	a.Set(1)
	settle(t, d)
	want(t, "order", slices.Equal(order, []int{0, 1, 2, 3, 4}), true)

	var last, inside atomic.Int64
	reactive.NewEffect(d, func(context.Context) error {
		if inside.Add(1) != 1 {
			t.Error("an effect overlaps itself")
		}
		last.Store(int64(a.Get()))
		runtime.Gosched()
		inside.Add(-1)
		return nil
	}, a)
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 500 {
				a.Set(g*1000 + i)
			}
		})
	}
	wg.Wait()
	settle(t, d)
	want(t, "last value", last.Load(), int64(a.Get()))
}

func TestPromise11WritesInsideOfAnEffectAreOneBatch(t *testing.T) {
	d := reactive.NewDomain()
	defer d.Close()
	in, x, y := reactive.NewSignal(d, 0), reactive.NewSignal(d, 0), reactive.NewSignal(d, 0)
	var seen [][2]int
	reactive.NewEffect(d, func(context.Context) error { seen = append(seen, [2]int{x.Get(), y.Get()}); return nil }, x, y)
	reactive.NewEffect(d, func(context.Context) error {
		v := in.Get()
		x.Set(v)
		want(t, "an effect sees what it wrote", x.Get(), v)
		y.Set(v)
		return nil
	}, in)
	in.Set(1)
	settle(t, d)
	in.Set(2)
	settle(t, d)
	want(t, "seen", slices.Equal(seen, [][2]int{{0, 0}, {1, 1}, {2, 2}}), true)
}

func TestPromise12SelfWritingEffectSettlesOrRunsAway(t *testing.T) {
	var mu sync.Mutex
	var errs []error
	d := reactive.NewDomain(reactive.OnError(func(name string, err error) {
		mu.Lock()
		defer mu.Unlock()
		errs = append(errs, err)
	}))
	defer d.Close()
	a := reactive.NewSignal(d, 0)
	runs := 0
	reactive.NewEffect(d, func(context.Context) error {
		runs++
		if v := a.Get(); v < 10 {
			a.Set(v + 1)
		}
		return nil
	}, a)
	settle(t, d)
	want(t, "a", a.Get(), 10)
	want(t, "runs", runs, 11)

	b := reactive.NewSignal(d, 0)
	runs = 0
	reactive.NewEffect(d, func(context.Context) error { runs++; b.Set(b.Get() + 1); return nil }, b, reactive.Name("loop"))
	settle(t, d)
	mu.Lock()
	defer mu.Unlock()
	var run *reactive.RunawayError
	if len(errs) != 1 || !errors.As(errs[0], &run) || run.Effect != "loop" || run.Runs < 10 || run.Runs > 1000 {
		t.Errorf("errors: %v", errs)
	}
	if runs > 1000 {
		t.Errorf("%d runs", runs)
	}
}

func TestPromise13AFailingEffectStopsNobody(t *testing.T) {
	var mu sync.Mutex
	got := map[string]error{}
	d := reactive.NewDomain(reactive.OnError(func(name string, err error) {
		mu.Lock()
		defer mu.Unlock()
		got[name] = err
	}))
	defer d.Close()
	bad := errors.New("bad")
	a := reactive.NewSignal(d, 0)
	runs := 0
	reactive.NewEffect(d, func(context.Context) error {
		if a.Get() == 1 {
			return bad
		}
		return nil
	}, a, reactive.Name("fails"))
	reactive.NewEffect(d, func(context.Context) error {
		if a.Get() == 1 {
			panic("boom")
		}
		return nil
	}, a, reactive.Name("panics"))
	reactive.NewEffect(d, func(context.Context) error {
		if a.Get() == 1 {
			runtime.Goexit()
		}
		return nil
	}, a, reactive.Name("exits"))
	reactive.NewEffect(d, func(context.Context) error { a.Get(); runs++; return nil }, a)
	a.Set(1)
	settle(t, d)
	want(t, "runs of the last", runs, 2)
	a.Set(2)
	settle(t, d)
	want(t, "runs of the last", runs, 3)
	mu.Lock()
	defer mu.Unlock()
	want(t, "reported", len(got), 3)
	want(t, "fails", errors.Is(got["fails"], bad), true)
	var p *reactive.PanicError
	want(t, "panics", errors.As(got["panics"], &p) && p.Name == "panics", true)
	want(t, "exits", errors.Is(got["exits"], reactive.ErrExited), true)
}

// A body that exits does so on the goroutine that looks whether an effect has to run.
func TestPromise13AComputedThatExitsStopsNoEffect(t *testing.T) {
	d := reactive.NewDomain()
	defer d.Close()
	a := reactive.NewSignal(d, 0)
	c := reactive.NewComputed(d, func() (int, error) {
		if a.Get() == 1 {
			runtime.Goexit()
		}
		return a.Get(), nil
	}, a)
	var mu sync.Mutex
	var saw []string
	reactive.NewEffect(d, func(context.Context) error {
		v, err := c.Get()
		mu.Lock()
		defer mu.Unlock()
		if errors.Is(err, reactive.ErrExited) {
			saw = append(saw, "exited")
		} else {
			saw = append(saw, strconv.Itoa(v))
		}
		return nil
	}, c)
	others := 0
	reactive.NewEffect(d, func(context.Context) error { a.Get(); others++; return nil }, a)
	for v := 1; v <= 3; v++ {
		a.Set(v)
		settle(t, d)
	}
	mu.Lock()
	defer mu.Unlock()
	want(t, "what the effect saw", strings.Join(saw, " "), "0 exited 2 3")
	want(t, "runs of the other", others, 4)
}

func TestPromise14SupersedeAndStale(t *testing.T) {
	d := reactive.NewDomain()
	defer d.Close()
	a := reactive.NewSignal(d, 0)
	started := make(chan int)
	reactive.NewEffect(d, func(ctx context.Context) error {
		if a.Get() != 1 {
			return nil
		}
		started <- 1
		<-ctx.Done()
		want(t, "stale", reactive.Stale(ctx), true)
		return ctx.Err()
	}, a, reactive.Supersede())
	a.Set(1)
	receive(t, "a start", started)
	a.Set(2)
	settle(t, d)

	b := reactive.NewSignal(d, 0)
	on := make(chan int)
	reactive.NewEffect(d, func(ctx context.Context) error {
		if b.Get() == 1 {
			want(t, "stale before", reactive.Stale(ctx), false)
			on <- 1
			<-on
			want(t, "stale after", reactive.Stale(ctx), true)
			want(t, "context without Supersede", ctx.Err(), nil)
		}
		return nil
	}, b)
	b.Set(1)
	receive(t, "a start", on)
	b.Set(2)
	on <- 1
	settle(t, d)
	want(t, "stale elsewhere", reactive.Stale(t.Context()), false)
}

func TestPromise15NestedEffectsAreOwnedAndCleanupsRun(t *testing.T) {
	d := reactive.NewDomain()
	defer d.Close()
	a, b := reactive.NewSignal(d, 0), reactive.NewSignal(d, 0)
	var log []string
	var outer *reactive.Effect
	outer = reactive.NewEffect(d, func(ctx context.Context) error {
		a.Get()
		log = append(log, "outer")
		outer.OnCleanup(func() { log = append(log, "outer cleanup") })
		reactive.NewEffect(d, func(ctx context.Context) error {
			b.Get()
			log = append(log, "inner")
			reactive.OnCleanup(ctx, func() { log = append(log, "inner cleanup") })
			return nil
		}, b)
		return nil
	}, a)
	check := func(what string, wants ...string) {
		t.Helper()
		settle(t, d)
		if !slices.Equal(log, wants) {
			t.Errorf("%s: %q", what, log)
		}
		log = nil
	}
	check("first", "outer", "inner")
	b.Set(1)
	check("inner source", "inner cleanup", "inner")
	a.Set(1)
	check("outer source", "inner cleanup", "outer cleanup", "outer", "inner")
	b.Set(2)
	check("one inner is left", "inner cleanup", "inner")
	outer.Dispose()
	check("dispose", "inner cleanup", "outer cleanup")
	a.Set(2)
	b.Set(3)
	check("after dispose")
}

func TestPromise16ShutdownKeepsItsDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := reactive.NewDomain()
		a := reactive.NewSignal(d, 0)
		release := make(chan struct{})
		var cleaned, after atomic.Bool
		reactive.NewEffect(d, func(ctx context.Context) error {
			after.Store(a.Get() == 2)
			return nil
		}, a, reactive.Name("good"))
		reactive.NewEffect(d, func(ctx context.Context) error {
			reactive.OnCleanup(ctx, func() { cleaned.Store(true) })
			if a.Get() == 1 {
				<-release // ctx or not
			}
			return nil
		}, a, reactive.Name("deaf"))
		reactive.NewEffect(d, func(ctx context.Context) error {
			reactive.OnCleanup(ctx, func() { <-release })
			return nil
		}, reactive.Name("sticky"))
		a.Set(1)
		synctest.Wait()
		for range 2 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			began := time.Now()
			err := d.Shutdown(ctx)
			cancel()
			want(t, "the deadline", time.Since(began), time.Second)
			var stuck *reactive.StuckError
			if !errors.As(err, &stuck) {
				t.Fatal("no StuckError:", err)
			}
			want(t, "who is stuck", strings.Join(stuck.Effects, " "), "sticky deaf")
		}
		a.Set(2)
		synctest.Wait()
		want(t, "closed all the same", after.Load(), false)
		close(release)
		d.Close()
		want(t, "cleaned up when Close has returned", cleaned.Load(), true)
		if err := d.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestPromise16DisposeIsABarrier(t *testing.T) {
	d := reactive.NewDomain()
	defer d.Close()
	a := reactive.NewSignal(d, 0)
	started, release := make(chan int), make(chan int)
	var ended, cleaned atomic.Bool
	e := reactive.NewEffect(d, func(ctx context.Context) error {
		reactive.OnCleanup(ctx, func() { cleaned.Store(true) })
		if a.Get() == 1 {
			started <- 1
			<-ctx.Done() // Dispose ends it
			<-release
			ended.Store(true)
		}
		return nil
	}, a)
	a.Set(1)
	receive(t, "a start", started)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			e.Dispose()
			want(t, "the run ended before Dispose returned", ended.Load(), true)
			want(t, "cleaned up", cleaned.Load(), true)
		})
	}
	release <- 1
	within(t, "Dispose", wg.Wait)
	within(t, "Dispose again", e.Dispose)

	var self *reactive.Effect
	b := reactive.NewSignal(d, 0)
	runs := 0
	self = reactive.NewEffect(d, func(ctx context.Context) error {
		runs++
		if b.Get() == 1 {
			reactive.OnCleanup(ctx, func() { self.Dispose() })
			self.Dispose()
			self.Dispose()
		}
		return nil
	}, b)
	b.Set(1)
	within(t, "Dispose from inside", func() { settle(t, d) })
	self.Dispose()
	b.Set(2)
	settle(t, d)
	want(t, "runs", runs, 2)
}

func TestPromise17Settled(t *testing.T) {
	d := reactive.NewDomain()
	defer d.Close()
	a := reactive.NewSignal(d, 0)
	hold := make(chan int)
	var inside error
	reactive.NewEffect(d, func(ctx context.Context) error {
		if a.Get() == 1 {
			inside = d.Settled(ctx)
			hold <- 1
		}
		return nil
	}, a)
	settle(t, d)
	a.Set(1)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := d.Settled(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Settled with a run under way: %v", err)
	}
	<-hold
	settle(t, d)
	want(t, "Settled inside of an effect", inside, nil)
}

// Settled waits for what was caused before it, not for a flood that goes on.
func TestPromise17SettledUnderAFlood(t *testing.T) {
	d := reactive.NewDomain()
	defer d.Close()
	a := reactive.NewSignal(d, 0)
	var seen atomic.Int64
	reactive.NewEffect(d, func(context.Context) error { seen.Store(int64(a.Get())); return nil }, a)
	var stop atomic.Bool
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 1; !stop.Load(); i++ {
			a.Set(i)
		}
	})
	for range 50 {
		before := int64(a.Get())
		settle(t, d)
		if got := seen.Load(); got < before {
			t.Errorf("settled, but the effect saw %d and not yet %d", got, before)
		}
	}
	stop.Store(true)
	wg.Wait()
}
