package reactive_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

func TestPromise06OnlyTxSeesPendingWrites(t *testing.T) {
	d := reactive.NewDomain()
	a, b := reactive.NewSignal(d, 1), reactive.NewSignal(d, 2)
	sum := reactive.NewComputed(d, func() (int, error) { return a.Get() + b.Get(), nil }, a, b)
	twice := reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) {
		s, err := sum.Track(tr)
		return 2 * s, err
	})
	want(t, "before", value(t, twice), 6)
	err := d.Batch(func(tx *reactive.Tx) error {
		a.SetIn(tx, 10)
		b.SetIn(tx, a.GetIn(tx)+10)
		want(t, "a in tx", a.GetIn(tx), 10)
		want(t, "b in tx", b.GetIn(tx), 20)
		want(t, "a outside", a.Get(), 1)
		v, err := sum.GetIn(tx)
		want(t, "sum in tx", v, 30)
		v, _ = twice.GetIn(tx)
		want(t, "twice in tx", v, 60)
		want(t, "twice outside", value(t, twice), 6)
		a.SetIn(tx, 11)
		v, _ = twice.GetIn(tx)
		want(t, "twice in tx after another write", v, 62)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "after", value(t, twice), 62)
}

// Readers without any coordination see all of a batch or nothing of it.
func TestPromise06BatchIsAtomicForAllReaders(t *testing.T) {
	d := reactive.NewDomain()
	a, b := reactive.NewSignal(d, 0), reactive.NewSignal(d, 0)
	var stop atomic.Bool
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := range 20_000 {
			d.Batch(func(tx *reactive.Tx) error {
				a.SetIn(tx, i)
				b.SetIn(tx, i)
				return nil
			})
		}
		stop.Store(true)
	})
	for range 2 {
		wg.Go(func() {
			for !stop.Load() {
				x := a.Get() // b, read later, must be at least as new
				if y := b.Get(); y < x {
					t.Errorf("a new, b old: %d, %d", x, y)
					return
				}
				y := b.Get()
				if x := a.Get(); x < y {
					t.Errorf("b new, a old: %d, %d", x, y)
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestPromise07BatchesNestFailAndRevert(t *testing.T) {
	d := reactive.NewDomain()
	a, b := reactive.NewSignal(d, 1), reactive.NewSignal(d, 1)
	runs := 0
	reactive.NewEffect(d, func(context.Context) error { runs++; a.Get(); b.Get(); return nil }, a, b)
	defer d.Close()

	bad := errors.New("bad")
	err := d.Batch(func(tx *reactive.Tx) error {
		a.SetIn(tx, 2)
		inner := d.Batch(func(tx2 *reactive.Tx) error {
			want(t, "outer write in the inner batch", a.GetIn(tx2), 2)
			b.SetIn(tx2, 2)
			return bad
		})
		want(t, "inner error", inner, bad)
		want(t, "inner write before the outer ends", b.Get(), 1)
		return nil
	})
	settle(t, d)
	want(t, "error", err, nil)
	want(t, "effect runs", runs, 2)
	want(t, "b", b.Get(), 2)

	err = d.Batch(func(tx *reactive.Tx) error { a.SetIn(tx, 3); return bad })
	settle(t, d)
	want(t, "error", err, bad)
	want(t, "a failed batch keeps its writes", a.Get(), 3)
	want(t, "effect runs", runs, 3)

	func() {
		defer func() { want(t, "panic", recover(), any("boom")) }()
		d.Batch(func(tx *reactive.Tx) error { a.SetIn(tx, 4); panic("boom") })
	}()
	settle(t, d)
	want(t, "a batch that panics keeps its writes", a.Get(), 4)
	want(t, "effect runs", runs, 4)

	d.Batch(func(tx *reactive.Tx) error {
		a.SetIn(tx, 9)
		a.SetIn(tx, 4)
		return nil
	})
	settle(t, d)
	want(t, "effect runs after a batch that reverts", runs, 4)
}

func TestPromise07UpdatesInBatchesAreNotLost(t *testing.T) {
	d := reactive.NewDomain()
	a := reactive.NewSignal(d, 0)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 500 {
				d.Batch(func(tx *reactive.Tx) error {
					a.UpdateIn(tx, func(v int) int { return v + 1 })
					return nil
				})
				a.Update(func(v int) int { return v + 1 })
			}
		})
	}
	wg.Wait()
	want(t, "sum", a.Get(), 4000)
}

func TestPromise08SnapshotIsOneVersion(t *testing.T) {
	d := reactive.NewDomain()
	a, b := reactive.NewSignal(d, 1), reactive.NewSignal(d, 1)
	sum := reactive.NewComputed(d, func() (int, error) { return a.Get() + b.Get(), nil }, a, b)
	dyn := reactive.NewDynamic(d, func(tr *reactive.Tracker) (int, error) { v, err := sum.Track(tr); return v * 10, err })
	err := d.Snapshot(func(r *reactive.Reader) error {
		want(t, "a", a.At(r), 1)
		a.Set(5)
		b.Set(6)
		want(t, "a, later", a.At(r), 1)
		want(t, "b, first read after a commit", b.At(r), 1)
		v, err := dyn.At(r)
		want(t, "dyn, first run after a commit", v, 20)
		want(t, "sum outside", value(t, sum), 11)
		v, _ = sum.At(r)
		want(t, "sum", v, 2)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "after", value(t, dyn), 110)
}

func TestPromise08SnapshotUnderWriters(t *testing.T) {
	d := reactive.NewDomain()
	a, b := reactive.NewSignal(d, 0), reactive.NewSignal(d, 0)
	diff := reactive.NewComputed(d, func() (int, error) { return a.Get() - b.Get(), nil }, a, b)
	var stop atomic.Bool
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 0; !stop.Load(); i++ {
			d.Batch(func(tx *reactive.Tx) error {
				a.SetIn(tx, i)
				b.SetIn(tx, i)
				return nil
			})
		}
	})
	for range 2 {
		wg.Go(func() {
			defer stop.Store(true)
			for range 1000 {
				d.Snapshot(func(r *reactive.Reader) error {
					x, y := a.At(r), b.At(r)
					z, err := diff.At(r)
					if x != y || z != 0 || err != nil {
						t.Errorf("torn: a %d, b %d, a-b %d, %v", x, y, z, err)
					}
					return nil
				})
			}
		})
	}
	wg.Wait()
}

// A commit may come while a dynamic computed is checked, and bring back what its source was before: the check then says "unchanged",
// which is right of the newest version and of the one before the last, and not of the one between, which a snapshot sees.
func TestPromise08SnapshotOfWhatWentAndCameBack(t *testing.T) {
	d := reactive.NewDomain()
	defer d.Close()
	s := reactive.NewSignal(d, 0)
	var during func()
	odd := reactive.NewComputed(d, func() (bool, error) {
		v := s.Get()
		if f := during; f != nil {
			during = nil
			f()
		}
		return v%2 == 1, nil
	}, s)
	first := reactive.NewSignal(d, 0)
	same := reactive.NewDynamic(d, func(t *reactive.Tracker) (bool, error) {
		first.Track(t) // so that odd is checked in a flight of its own
		return odd.Track(t)
	})
	want(t, "outside", value(t, same), false)
	s.Set(1)
	err := d.Snapshot(func(r *reactive.Reader) error {
		during = func() {
			set := make(chan struct{})
			go func() { defer close(set); s.Set(2) }()
			<-set
		}
		want(t, "outside", value(t, same), false)
		got, err := same.At(r)
		want(t, "in the snapshot", got, true)
		return err
	})
	want(t, "error", err, nil)
}
