package main

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/sigen-dev/sigen/internal/bars"
	"github.com/sigen-dev/sigen/runtime/reactive/internal/fixture"
)

func gridStatic100(rounds int) (figure, floor float64) {
	return grid(rounds, 400, 100, 100, fixture.Static[[100 * 100]fixture.Word](100, 100))
}

func gridStatic1000(rounds int) (figure, floor float64) {
	return grid(rounds, 2, 1000, 1000, fixture.Static[[1000 * 1000]fixture.Word](1000, 1000))
}

func gridDynamic100(rounds int) (figure, floor float64) {
	return grid(rounds, 300, 100, 100, fixture.Dynamic(100, 100))
}

// grid is ns per node of writes, each with everything that it causes.
func grid(rounds, writes, w, h int, g *fixture.Grid) (figure, floor float64) {
	defer g.Close()
	if wrong := g.Check(w, h); wrong != "" {
		panic(wrong)
	}
	bare := gridFloor(w, h)
	rounds, writes = short(rounds, writes, 1)
	n := int64(2)
	batch := func(set func(int64)) func() float64 {
		return func() float64 {
			start := time.Now()
			for range writes {
				n++
				set(n)
			}
			return float64(time.Since(start).Nanoseconds()) / float64(writes) / float64(w*(h+1))
		}
	}
	m := bars.Beside(rounds, batch(func(v int64) { g.Set(v); g.Settled() }), batch(bare))
	return m[0], m[1]
}

// gridFloor walks the same grid as a list in topological order over an array of atomic words under one lock: no laziness, no
// claims, no errors, no effects on a goroutine of their own.
func gridFloor(w, h int) (set func(int64)) {
	type op struct {
		run func(vals []atomic.Int64) int64
		in  int
	}
	vals := make([]atomic.Int64, 1+w*(h+1))
	stamp := make([]uint32, len(vals))
	ops := make([]op, 0, len(vals))
	last := int64(0)
	for range w {
		from := 0
		for range h {
			in := from
			ops = append(ops, op{func(v []atomic.Int64) int64 { return v[in].Load() + 1 }, in})
			from = len(ops)
		}
		in := from
		ops = append(ops, op{func(v []atomic.Int64) int64 { last = v[in].Load(); return last }, in})
	}
	var mu sync.Mutex
	pass := uint32(0)
	return func(v int64) {
		mu.Lock()
		defer mu.Unlock()
		pass++
		vals[0].Store(v)
		stamp[0] = pass
		for i := range ops {
			if stamp[ops[i].in] != pass {
				continue
			}
			if v := ops[i].run(vals); v != vals[i+1].Load() {
				vals[i+1].Store(v)
				stamp[i+1] = pass
			}
		}
	}
}
