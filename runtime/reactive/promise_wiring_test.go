package reactive_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

func TestPromise24TooLongAListCostsARunAndNothingDownstream(t *testing.T) {
	d := reactive.NewDomain()
	a, b := reactive.NewSignal(d, 1), reactive.NewSignal(d, 1)
	runs, down := 0, 0
	c := reactive.NewComputed(d, func() (int, error) { runs++; return a.Get(), nil }, a, b)
	e := reactive.NewComputed(d, func() (int, error) { down++; return c.Get() }, c)
	value(t, e)
	b.Set(2)
	value(t, e)
	value(t, e)
	want(t, "runs", runs, 2)
	want(t, "runs downstream", down, 1)
}

func TestPromise25TooShortAListFailsLoudly(t *testing.T) {
	var reported error
	d := reactive.NewDomain(reactive.WithWiringCheck(), reactive.OnError(func(_ string, err error) { reported = err }))
	defer d.Close()
	a, b := reactive.NewSignal(d, 1, reactive.Name("a")), reactive.NewSignal(d, 1, reactive.Name("b"))
	ok := reactive.NewComputed(d, func() (int, error) { return a.Get() + b.Get(), nil }, a, b)
	want(t, "a right list", value(t, ok), 2)
	bad := reactive.NewComputed(d, func() (int, error) { return a.Get() + b.Get(), nil }, a, reactive.Name("bad"))
	_, err := bad.Get()
	var w *reactive.WiringError
	if !errors.As(err, &w) || w.Reader != "bad" || w.Source != "b" {
		t.Errorf("error: %v", err)
	}
	cached := reactive.NewComputed(d, func() (int, error) { return ok.Get() }, a)
	if _, err := cached.Get(); !errors.As(err, &w) {
		t.Errorf("a valid computed that is not listed: %v", err)
	}
	dyn := reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) { return a.Track(tr) + b.Get(), nil })
	if _, err := dyn.Get(); !errors.As(err, &w) {
		t.Errorf("a read beside the tracker: %v", err)
	}
	e := reactive.NewEffect(d, func(context.Context) error { a.Get(); b.Get(); return nil }, a, reactive.Name("e"))
	e.Dispose()
	if !errors.As(reported, &w) || w.Reader != "e" {
		t.Errorf("an effect: %v", reported)
	}
	reported = nil
	reactive.NewEffect(d, func(context.Context) error { _, err := ok.Get(); return err }, ok)
	reactive.NewDynamicEffect(d, func(_ context.Context, tr *reactive.Tracker) error { a.Track(tr); _, err := ok.Track(tr); return err })
	a.Set(5)
	settle(t, d)
	want(t, "right effects", reported, nil)
	want(t, "value", value(t, ok), 6)
}

func TestPromise26DynamicTracksWhatItRead(t *testing.T) {
	d := reactive.NewDomain()
	defer d.Close()
	pick, a, b := reactive.NewSignal(d, true), reactive.NewSignal(d, 1), reactive.NewSignal(d, 2)
	runs := 0
	c := reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) {
		runs++
		if pick.Track(tr) {
			return a.Track(tr), nil
		}
		return b.Track(tr), nil
	})
	effects := 0
	reactive.NewDynamicEffect(d, func(_ context.Context, tr *reactive.Tracker) error {
		effects++
		_, err := c.Track(tr)
		return err
	})
	b.Set(3)
	settle(t, d)
	value(t, c)
	want(t, "runs after a write of what was not read", runs, 1)
	pick.Set(false)
	settle(t, d)
	want(t, "value", value(t, c), 3)
	a.Set(9)
	settle(t, d)
	want(t, "runs after a write of what is not read any more", runs, 2)
	want(t, "effect runs", effects, 2)

	many := make([]*reactive.Signal[int], 100)
	for i := range many {
		many[i] = reactive.NewSignal(d, i)
	}
	sum := reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) {
		s := 0
		for range 2 { // repeated reads are one dependency
			for _, m := range many {
				s += m.Track(tr)
			}
		}
		return s, nil
	})
	want(t, "sum", value(t, sum), 9900)
	many[99].Set(0)
	want(t, "sum", value(t, sum), 9702)
}

func TestPromise27DroppedConsumersAreFreed(t *testing.T) {
	d := reactive.NewDomain()
	a := reactive.NewSignal(d, 1)
	freed := make(chan int, 200)
	for i := range 100 {
		big := new([1 << 10]int)
		c := reactive.NewComputed(d, func() (int, error) { return a.Get() + big[i], nil }, a)
		dyn := reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) { v, err := c.Track(tr); return v + big[0], err })
		value(t, dyn)
		runtime.AddCleanup(big, func(int) { freed <- 1 }, i)
	}
	for n := 0; n < 100; {
		runtime.GC()
		for len(freed) > 0 {
			<-freed
			n++
		}
		runtime.Gosched()
	}
	a.Set(2)
}

func TestPromise28ChainsOf100000(t *testing.T) {
	const n = 100_000
	d := reactive.NewDomain()
	a := reactive.NewSignal(d, 0)
	c := reactive.Derived(a, func(v int) int { return v + 1 })
	dyn := reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) { return a.Track(tr) + 1, nil })
	for range n - 1 {
		c = reactive.Derived(c, func(v int) int { return v + 1 })
		from := dyn
		dyn = reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) { v, err := from.Track(tr); return v + 1, err })
	}
	for i := range 3 {
		a.Set(i)
		want(t, "wired", value(t, c), n+i)
		want(t, "dynamic", value(t, dyn), n+i)
	}
}

func TestPromise29CyclesAreErrorsWithTheirPath(t *testing.T) {
	d := reactive.NewDomain()
	path := func(err error) []string {
		var c *reactive.CycleError
		if !errors.As(err, &c) {
			t.Errorf("error: %v", err)
			return nil
		}
		return c.Path
	}
	var self *reactive.Computed[int]
	self = reactive.NewComputed(d, func() (int, error) { return self.Get() }, reactive.Name("self"))
	within(t, "a computed that reads itself", func() {
		_, err := self.Get()
		want(t, "path", slices.Equal(path(err), []string{"self", "self"}), true)
	})
	var a, b, c *reactive.Computed[int]
	a = reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) { return b.Track(tr) }, reactive.Name("a"))
	b = reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) { return c.Track(tr) }, reactive.Name("b"))
	c = reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) { return a.Track(tr) }, reactive.Name("c"))
	within(t, "a ring", func() {
		_, err := b.Get()
		if got := path(err); !slices.Equal(got, []string{"b", "c", "a", "b"}) {
			t.Errorf("path: %v", got)
		}
	})

	// Two goroutines, each inside of what the other waits for.
	d = reactive.NewDomain()
	var in sync.WaitGroup
	in.Add(2)
	var onceX, onceY sync.Once
	meet := func() { in.Done(); in.Wait() }
	var x, y *reactive.Computed[int]
	x = reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) { onceX.Do(meet); return y.Track(tr) }, reactive.Name("x"))
	y = reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) { onceY.Do(meet); return x.Track(tr) }, reactive.Name("y"))
	within(t, "a ring over two goroutines", func() {
		done := make(chan error)
		go func() { _, err := x.Get(); done <- err }()
		_, err := y.Get()
		path(err)
		path(<-done)
	})
}

func TestPromise30AWriteInsideOfAComputedIsRefused(t *testing.T) {
	d := reactive.NewDomain()
	a, b := reactive.NewSignal(d, 1), reactive.NewSignal(d, 1, reactive.Name("b"))
	c := reactive.NewComputed(d, func() (int, error) { b.Set(7); return a.Get(), nil }, a, reactive.Name("c"))
	_, err := c.Get()
	var w *reactive.WriteError
	if !errors.As(err, &w) || w.Signal != "b" || w.Computed != "c" {
		t.Errorf("error: %v", err)
	}
	want(t, "b", b.Get(), 1)
	batch := reactive.NewComputed(d, func() (int, error) {
		return 0, d.Batch(func(tx *reactive.Tx) error { b.SetIn(tx, 8); return nil })
	})
	if _, err := batch.Get(); !errors.As(err, &w) {
		t.Errorf("error: %v", err)
	}
	want(t, "b", b.Get(), 1)
}

func TestPromise31Close(t *testing.T) {
	d := reactive.NewDomain()
	a := reactive.NewSignal(d, 1)
	runs := 0
	c := reactive.NewComputed(d, func() (int, error) { runs++; return a.Get(), nil }, a)
	never := reactive.NewComputed(d, func() (int, error) { runs++; return a.Get(), nil }, a)
	cleaned := 0
	reactive.NewEffect(d, func(ctx context.Context) error {
		reactive.OnCleanup(ctx, func() { cleaned++ })
		_, err := c.Get()
		return err
	}, c)
	for range 2 {
		want(t, "close", d.Close(), nil)
	}
	want(t, "cleaned", cleaned, 1)
	a.Set(2)
	want(t, "a", a.Get(), 1)
	want(t, "c", value(t, c), 1)
	if _, err := never.Get(); !errors.Is(err, reactive.ErrClosed) {
		t.Errorf("a computed that never had a value: %v", err)
	}
	want(t, "runs", runs, 1)
	settle(t, d)
	reactive.NewEffect(d, func(context.Context) error { t.Error("an effect of a closed domain ran"); return nil }).Dispose()

	// Close from inside of an effect.
	d = reactive.NewDomain()
	b := reactive.NewSignal(d, 0)
	reactive.NewEffect(d, func(context.Context) error {
		if b.Get() == 1 {
			d.Close()
		}
		return nil
	}, b)
	b.Set(1)
	within(t, "Close from inside", func() { settle(t, d); d.Close() })
}

// What lies where a plan looks for the cells' head would be written over.
func TestAPlanIsForWhatBeginsWithCells(t *testing.T) {
	type before struct {
		_ string
		reactive.Cells
		a reactive.Field[int]
	}
	type without struct{ a reactive.Field[int] }
	type inner struct{ reactive.Cells }
	type first struct {
		inner
		a reactive.Field[int]
	}
	panics := func(f func()) (did bool) {
		defer func() { did = recover() != nil }()
		f()
		return
	}
	want(t, "Cells that come second", panics(func() {
		reactive.NewPlan[before](reactive.FieldNode[before, int]{Cell: func(i *before) *reactive.Field[int] { return &i.a }})
	}), true)
	want(t, "no Cells", panics(func() {
		reactive.NewPlan[without](reactive.FieldNode[without, int]{Cell: func(i *without) *reactive.Field[int] { return &i.a }})
	}), true)
	want(t, "the first field of the first", panics(func() {
		reactive.NewPlan[first](reactive.FieldNode[first, int]{Cell: func(i *first) *reactive.Field[int] { return &i.a }})
	}), false)
}
