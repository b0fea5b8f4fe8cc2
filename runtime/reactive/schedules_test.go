package reactive_test

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

var (
	schedulesFor   = flag.Duration("reactive.schedules", 0, "how long TestSchedules draws schedules; 0 is a few hundred of them")
	schedulesChunk = flag.String("reactive.chunk", "0/1", "i/n: the schedules whose seed is i modulo n, so that n jobs share them")
)

// A subject is a graph below sources that are always written together, all with one value: whatever anybody sees of a cell
// must be what the oracle makes of equal sources.
type subject struct {
	d       *reactive.Domain
	sources int // the first cells
	cells   int
	write   func(tx *reactive.Tx, v int)
	read    func(cell int) (int, error)
	at      func(cell int, r *reactive.Reader) (int, error)
	in      func(cell int, tx *reactive.Tx) (int, error)
	oracle  func(cell, v int) (int, error)
	effects func(v int) error // what effects saw, against the oracle
	churn   func(rnd chooser) // makes or ends an effect; nil when a plan says which there are
	close   func()
}

// top is one more than the largest value written.
const top = 120

// TestSchedules has goroutines write, batch, read, take snapshots, make and end effects, wait and watch on random graphs, with bodies
// and goroutines that give way at random, and checks each value that anybody sees: it belongs to one version, one's own writes are
// seen, a single writer's values never go back, effects end on the last value. A seed draws the graph, the actions and
// where goroutines give way. -reactive.schedules=60s -reactive.chunk=3/10 is one of ten jobs of a minute.
func TestSchedules(t *testing.T) {
	var chunk, chunks uint64
	if n, err := fmt.Sscanf(*schedulesChunk, "%d/%d", &chunk, &chunks); n != 2 || err != nil || chunk >= chunks {
		t.Fatalf("-reactive.chunk=%s is not i/n with i below n", *schedulesChunk)
	}
	limit := 100
	if testing.Short() {
		limit = 20
	}
	start, n := time.Now(), 0
	for seed := chunk; *schedulesFor == 0 && n < limit || time.Since(start) < *schedulesFor; seed += chunks {
		schedule(t, seed)
		if n++; t.Failed() {
			// A chunk of that many begins with the seed alone.
			t.Fatalf("seed %d: go test -race -run TestSchedules -reactive.schedules=60s -reactive.chunk=%d/%d", seed, seed, uint64(1)<<63)
		}
	}
	t.Logf("%d schedules in %v, chunk %s", n, time.Since(start).Round(time.Millisecond), *schedulesChunk)
}

func schedule(t *testing.T, seed uint64) {
	rnd := seeded(seed, 13)
	var turns atomic.Uint64
	rate := 2 + rnd.IntN(14)
	pause := func() {
		// A few bits of a counter's hash: cheap, and without order between goroutines.
		if x := turns.Add(1) * 0x9E3779B97F4A7C15; int(x>>40)%rate == 0 {
			runtime.Gosched()
		}
	}
	var s *subject
	if rnd.IntN(2) == 0 {
		s = planSubject(t, rnd, pause)
	} else {
		s = handSubject(t, rnd, pause)
	}
	type result struct {
		v   int
		bad bool
	}
	allowed := make([]map[result]bool, s.cells)
	for cell := range allowed {
		allowed[cell] = map[result]bool{}
		for v := range top {
			x, err := s.oracle(cell, v)
			allowed[cell][result{x, err != nil}] = true
		}
	}
	check := func(where string, cell, got int, err error, v int) {
		t.Helper()
		if w, werr := s.oracle(cell, v); got != w || (err != nil) != (werr != nil) {
			t.Errorf("seed %d, %s at %d: cell %d is %d, %v; want %d, %v", seed, where, v, cell, got, err, w, werr)
		}
	}
	writers := 1 + rnd.IntN(2)
	var wg sync.WaitGroup
	for range writers {
		rnd := seeded(uint64(rnd.IntN(1<<30)), 1)
		wg.Go(func() {
			for v := 1; v < top; v++ {
				s.d.Batch(func(tx *reactive.Tx) error {
					s.write(tx, v)
					if rnd.IntN(8) == 0 {
						cell := rnd.IntN(s.cells)
						got, err := s.in(cell, tx)
						check("in the batch", cell, got, err, v)
					}
					return nil
				})
				if writers == 1 && rnd.IntN(4) == 0 {
					cell := rnd.IntN(s.cells)
					got, err := s.read(cell)
					check("after the writer's own write", cell, got, err, v)
				}
				if rnd.IntN(3) == 0 {
					pause()
				}
			}
		})
	}
	for range 2 {
		rnd := seeded(uint64(rnd.IntN(1<<30)), 2)
		wg.Go(func() {
			last := 0
			for range 200 {
				switch act := rnd.IntN(20); {
				case act == 0:
					s.d.Snapshot(func(r *reactive.Reader) error {
						v, _ := s.at(0, r)
						for range 4 {
							cell := rnd.IntN(s.cells)
							got, err := s.at(cell, r)
							check("in a snapshot", cell, got, err, v)
							pause()
						}
						return nil
					})
				case act == 1:
					if err := s.d.Settled(t.Context()); err != nil {
						t.Error(err)
					}
				case act < 6:
					v, _ := s.read(rnd.IntN(s.sources))
					if writers == 1 && v < last {
						t.Errorf("seed %d: a source goes back from %d to %d", seed, last, v)
					}
					last = v
				default:
					cell := rnd.IntN(s.cells)
					v, err := s.read(cell)
					if !allowed[cell][result{v, err != nil}] {
						t.Errorf("seed %d: cell %d is %d, %v, which no version has", seed, cell, v, err)
					}
				}
				pause()
			}
		})
	}
	if s.churn != nil {
		rnd := seeded(uint64(rnd.IntN(1<<30)), 3)
		wg.Go(func() {
			for range 20 {
				s.churn(rnd)
				pause()
			}
		})
	}
	wg.Wait()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := s.d.Settled(ctx); err != nil {
		t.Fatalf("seed %d: effects do not settle: %v", seed, err)
	}
	for cell := range s.cells {
		got, err := s.read(cell)
		check("at the end", cell, got, err, top-1)
	}
	if err := s.effects(top - 1); err != nil {
		t.Errorf("seed %d: %v", seed, err)
	}
	s.close()
}

func planSubject(t *testing.T, rnd chooser, pause func()) *subject {
	p := newPlanModel(rnd)
	p.pause = pause
	c := new(planCells)
	p.plan.Mount(c, nil)
	if err := p.plan.Start(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	oracle := func(cell, v int) (int, error) { return p.oracle(cell, []int{v, v, v}) }
	return &subject{
		d: &c.Domain, sources: planFields, cells: planFields + planNodes, oracle: oracle,
		write: func(tx *reactive.Tx, v int) {
			for i := range planFields {
				c.fields[i].SetIn(tx, v)
			}
		},
		read: func(cell int) (int, error) { return p.read(c, cell, nil) },
		at:   func(cell int, r *reactive.Reader) (int, error) { return p.at(c, cell, r) },
		in:   func(cell int, tx *reactive.Tx) (int, error) { return p.inBatch(c, cell, tx) },
		effects: func(v int) error {
			for i, cell := range p.watch {
				if w, werr := oracle(cell, v); c.seen[i] != w || (c.errs[i] != nil) != (werr != nil) {
					return fmt.Errorf("effect %d saw %d, %v; want %d, %v", i, c.seen[i], c.errs[i], w, werr)
				}
			}
			return nil
		},
		close: func() { c.Close() },
	}
}

func (p *planModel) inBatch(c *planCells, cell int, tx *reactive.Tx) (int, error) {
	n := cell - planFields
	switch {
	case n < 0:
		return c.fields[cell].GetIn(tx), nil
	case p.kind[n] == 0:
		return c.values[n].GetIn(tx)
	case p.kind[n] == 1:
		return c.words[n].GetIn(tx)
	}
	return c.dyns[n].GetIn(tx)
}

func handSubject(t *testing.T, rnd chooser, pause func()) *subject {
	m := newModel(t, rnd)
	m.pause = pause
	m.d.Batch(func(tx *reactive.Tx) error {
		for _, s := range m.signals {
			s.SetIn(tx, 0)
		}
		return nil
	})
	signals := len(m.signals)
	oracle := func(cell, v int) (int, error) {
		values := make([]int, signals)
		for i := range values {
			values[i] = v
		}
		return m.oracle(cell, values)
	}
	return &subject{
		d: m.d, sources: signals, cells: signals + len(m.nodes), oracle: oracle,
		write: func(tx *reactive.Tx, v int) {
			for _, s := range m.signals {
				s.SetIn(tx, v)
			}
		},
		read: func(cell int) (int, error) { return m.read(cell, nil) },
		at: func(cell int, r *reactive.Reader) (int, error) {
			if cell < signals {
				return m.signals[cell].At(r), nil
			}
			return m.nodes[cell-signals].c.At(r)
		},
		in: func(cell int, tx *reactive.Tx) (int, error) {
			if cell < signals {
				return m.signals[cell].GetIn(tx), nil
			}
			return m.nodes[cell-signals].c.GetIn(tx)
		},
		churn: func(rnd chooser) {
			m.rnd = rnd
			if len(m.effects) < 6 && rnd.IntN(2) == 0 {
				m.addEffect()
			} else if n := len(m.effects); n > 0 {
				x := m.effects[rnd.IntN(n)]
				x.e.Dispose()
				x.dead = true
			}
		},
		effects: func(v int) error {
			for i, x := range m.effects {
				if w, werr := oracle(x.on, v); !x.dead && (x.seen != w || (x.err != nil) != (werr != nil)) {
					return fmt.Errorf("effect %d saw %d, %v; want %d, %v", i, x.seen, x.err, w, werr)
				}
			}
			return nil
		},
		close: func() { m.d.Close() },
	}
}
