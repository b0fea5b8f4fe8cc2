package main

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sigen-dev/sigen/internal/bars"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/barbench/fixture"
)

// A replaced is what a time of replacements was like, and, as the machine's own part of it, the same
// time without.
type replaced struct {
	failed       int
	pause, alone float64 // the longest between two calls of the other tenant, in µs
}

// replacing has one tenant called 100 000 times a second while its instance is replaced every
// millisecond, and another one called all the time.
var replacing = sync.OnceValue(func() (r replaced) {
	const rounds, window, batch = 5, 150 * time.Millisecond, 100
	k := kernelOf(2)
	ctx := context.Background()
	run := func(replace bool) (failed int, pause time.Duration) {
		var stop atomic.Bool
		var wg sync.WaitGroup
		wg.Go(func() {
			c, own := fixture.NewDBClient(k).Target("t0"), inside(k, 0)
			for tick := time.NewTicker(batch * 10 * time.Microsecond); !stop.Load(); <-tick.C {
				for range batch {
					if r, err := c.Query(own, params); err != nil || r.Rows != 25 {
						failed++
					}
				}
			}
		})
		wg.Go(func() {
			c, own := fixture.NewDBClient(k).Target("t1"), inside(k, 1)
			for last := time.Now(); !stop.Load(); {
				call(c, own)
				now := time.Now()
				pause, last = max(pause, now.Sub(last)), now
			}
		})
		for end := time.Now().Add(window); time.Now().Before(end); time.Sleep(time.Millisecond) {
			if replace {
				_, err := k.Replace(ctx, "db-t0", "", nil)
				must(err)
			}
		}
		stop.Store(true)
		wg.Wait()
		return failed, pause
	}
	longest := func(replace bool) func() float64 {
		return func() float64 {
			failed, pause := run(replace)
			r.failed += failed
			return float64(pause.Nanoseconds()) / 1000
		}
	}
	pauses := bars.Beside(rounds, longest(true), longest(false))
	r.pause, r.alone = pauses[0], pauses[1]
	must(k.Shutdown(ctx))
	return r
})

func replaceFailed(int) (figure, floor float64) { return float64(replacing().failed), 0 }

func replacePause(int) (figure, floor float64) { return replacing().pause, replacing().alone }

// greedy is the p99 of the calls of 16 tenants on saturated processors, with one more that has 10 000
// callers, against the p99 without it. Who is told to come again does so when told.
func greedy(int) (figure, floor float64) {
	const (
		tenants = 16
		crowd   = 10_000
		window  = 700 * time.Millisecond
	)
	work := fixture.QueryParams{Table: "x", Limit: 1000}
	db := &fixture.DB{}
	for took := time.Duration(0); took < 100*time.Microsecond; work.Limit *= 2 { // some 100 µs a call
		took = time.Hour
		for range 3 { // the least of them, since the machine has others
			at := time.Now()
			_, _ = db.Work(context.Background(), work)
			took = min(took, time.Since(at))
		}
	}
	run := func(greedy int) time.Duration {
		k := sig.New(sig.WithConcurrency(runtime.GOMAXPROCS(0)))
		must(k.Discover(fixture.DBFactory))
		for n := range tenants + 1 {
			_, err := fixture.InstantiateDB(k, "db-"+targetOf(n), fixture.DBProps{Target: targetOf(n)})
			must(err)
		}
		ctx := context.Background()
		must(k.Boot(ctx))
		var stop atomic.Bool
		var wg sync.WaitGroup
		var mu sync.Mutex
		var took []time.Duration
		caller := func(n int, note bool) {
			c := fixture.NewDBClient(k).Target(targetOf(n))
			var own []time.Duration
			for !stop.Load() {
				at := time.Now()
				if _, err := c.Work(ctx, work); err != nil {
					var e *sig.Error
					if !errors.As(err, &e) || e.Retry == 0 {
						panic(err)
					}
					time.Sleep(e.Retry)
				} else if note {
					own = append(own, time.Since(at))
				}
			}
			mu.Lock()
			defer mu.Unlock()
			took = append(took, own...)
		}
		for range greedy {
			wg.Go(func() { caller(tenants, false) })
		}
		time.Sleep(100 * time.Millisecond) // its line is full
		for n := range tenants {
			wg.Go(func() { caller(n, true) })
		}
		time.Sleep(window)
		stop.Store(true)
		wg.Wait()
		must(k.Shutdown(ctx))
		slices.Sort(took)
		return took[len(took)*99/100]
	}
	alone := run(0)
	return float64(run(crowd)) / float64(alone), 0
}
