package main

import (
	"context"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/sigen-dev/sigen/internal/bars"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/barbench/fixture"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

const count = 1_000_000

// A million is a kernel with as many tenants of one instance each, and what making it took.
type million struct {
	k                  *sig.Kernel
	targets            []string
	build, gc          time.Duration
	registered, active float64 // bytes each, by MemStats.HeapAlloc after two collections; names are the caller's
	clients            []fixture.DBClient
	ctxs               []context.Context
}

func heap() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// A plain million is what a program keeps of as many tenants in two maps.
var plain = sync.OnceValue(func() (took struct{ build, gc time.Duration }) {
	type pair struct{ key, value string }
	type instance struct {
		name, target string
		factory      *int
		config       []pair
	}
	start := time.Now()
	byName, byTarget, factory := map[string]*instance{}, map[string]*instance{}, new(int)
	for n := range count {
		name := "db-t" + strconv.Itoa(n)
		i := &instance{name: name, target: name[len("db-"):], factory: factory, config: []pair{{"dsn", name}}}
		byName[i.name], byTarget[i.target] = i, i
	}
	took.build = time.Since(start)
	runtime.GC()
	start = time.Now()
	runtime.GC()
	took.gc = time.Since(start)
	runtime.KeepAlive(byName)
	runtime.KeepAlive(byTarget)
	return took
})

var made = sync.OnceValue(func() *million {
	plain() // before there is anything else that a collection would look at
	m := &million{targets: make([]string, count)}
	names := make([]string, count)
	for i := range names {
		names[i] = "db-t" + strconv.Itoa(i)
		m.targets[i] = names[i][len("db-"):]
	}
	before := heap()
	k := sig.New()
	must(k.Discover(fixture.DBFactory))
	start := time.Now()
	for i := range names {
		_, err := fixture.InstantiateDB(k, names[i], fixture.DBProps{Target: m.targets[i]})
		must(err)
	}
	m.build = time.Since(start)
	m.registered = (heap() - before) / count
	start = time.Now()
	must(k.Boot(context.Background()))
	m.build += time.Since(start)
	m.active = (heap()-before)/count - float64(unsafe.Sizeof(fixture.DB{}))
	start = time.Now()
	runtime.GC()
	m.gc = time.Since(start)
	m.k = k
	return m
})

func millionBuild(int) (figure, floor float64) {
	return made().build.Seconds(), plain().build.Seconds()
}

func millionGC(int) (figure, floor float64) {
	return float64(made().gc.Microseconds()) / 1000, float64(plain().gc.Microseconds()) / 1000
}

func millionRegistered(int) (figure, floor float64) { return made().registered, 0 }

func millionActive(int) (figure, floor float64) { return made().active, 0 }

// lcg walks through the tenants in an order that no prefetcher follows.
type lcg uint32

func (r *lcg) next() int {
	*r = *r*1664525 + 1013904223
	return int(uint64(*r) * count >> 32)
}

func millionTyped(rounds int) (figure, floor float64) {
	m := made()
	if m.clients == nil {
		host := fixture.NewDBClient(m.k)
		for i, t := range m.targets {
			m.clients = append(m.clients, host.Target(t))
			m.ctxs = append(m.ctxs, inside(m.k, i))
			call(m.clients[i], m.ctxs[i])
		}
		runtime.GC()
	}
	r := lcg(1)
	figure = bars.Median(rounds, func() float64 {
		return each(calls, func(int) {
			i := r.next()
			call(m.clients[i], m.ctxs[i])
		})
	})
	type cell struct {
		n    int
		impl *fixture.DB
		_    [104]byte
	}
	cells := make([]*cell, count)
	for i := range cells {
		cells[i] = &cell{impl: &fixture.DB{}}
	}
	return figure, bars.Median(rounds, func() float64 {
		return each(calls, func(int) {
			c := cells[r.next()]
			c.n++
			if _, err := c.impl.Query(m.ctxs[0], params); err != nil {
				panic(err)
			}
		})
	})
}

func millionRoute(rounds int) (figure, floor float64) {
	m := made()
	m.clients, m.ctxs = nil, nil
	runtime.GC()
	r := lcg(2)
	figure = bars.Median(rounds, func() float64 {
		return each(calls, func(int) {
			if !core.Routed(m.k, "bench-db.query", m.targets[r.next()]) {
				panic("not found")
			}
		})
	})
	type key struct{ name, target string }
	table := make(map[key]*fixture.DB, count)
	for _, t := range m.targets {
		table[key{"bench-db.query", t}] = &fixture.DB{}
	}
	var mu sync.RWMutex
	return figure, bars.Median(rounds, func() float64 {
		return each(calls, func(int) {
			mu.RLock()
			db := table[key{"bench-db.query", m.targets[r.next()]}]
			mu.RUnlock()
			db.Calls++
		})
	})
}

// change adds a tenant and removes it, n times.
func change(m *million, n int) float64 {
	ctx := context.Background()
	return each(n, func(int) {
		_, err := fixture.InstantiateDB(m.k, "guest", fixture.DBProps{Target: "guest"})
		must(err)
		must(m.k.Remove(ctx, "guest"))
	})
}

func millionChange(rounds int) (figure, floor float64) {
	m := made()
	var stop atomic.Bool
	var wg sync.WaitGroup
	wg.Go(func() {
		for r := lcg(3); !stop.Load(); {
			core.Routed(m.k, "bench-db.query", m.targets[r.next()])
		}
	})
	figure = bars.Median(rounds, func() float64 { return change(m, calls/20) })
	stop.Store(true)
	wg.Wait()
	var table sync.Map
	for _, t := range m.targets {
		table.Store(t, m)
	}
	return figure, bars.Median(rounds, func() float64 {
		return each(calls/20, func(int) {
			table.Store("guest", m)
			table.Delete("guest")
		})
	})
}

func millionReaders(rounds int) (figure, floor float64) {
	m := made()
	p99 := func() float64 {
		r := lcg(4)
		took := make([]float64, calls/10)
		for i := range took {
			took[i] = each(8, func(int) { core.Routed(m.k, "bench-db.query", m.targets[r.next()]) })
		}
		slices.Sort(took)
		return took[len(took)*99/100]
	}
	return bars.Median(rounds, func() float64 {
		alone := p99()
		var stop atomic.Bool
		var wg sync.WaitGroup
		wg.Go(func() {
			for !stop.Load() {
				change(m, 1)
			}
		})
		with := p99()
		stop.Store(true)
		wg.Wait()
		return with / alone
	}), 0
}
