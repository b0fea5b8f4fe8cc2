package core

import (
	"context"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// burn is work that takes a processor for some time, whoever else wants it.
func burn(rounds int) (sum uint64) {
	for n := range uint64(rounds) {
		sum = sum*31 + n
	}
	return sum
}

var burnt atomic.Uint64

// BenchmarkGreedy has tenants saturate the processors, and reports the p99 of their calls
// without and with one more tenant that has as many callers as `crowd` of theirs. Callers that
// are told to come again do so when they are told.
func BenchmarkGreedy(b *testing.B) {
	const (
		tenants = 16
		crowd   = 10_000
		window  = 2 * time.Second
	)
	rounds := 1000
	for at := time.Now(); time.Since(at) < 100*time.Microsecond; rounds += 1000 { // about 100 µs a call
		at = time.Now()
		burnt.Add(burn(rounds))
	}
	run := func(greedy int, opts ...Option) (p99 time.Duration, calls int) {
		k := New(opts...)
		f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
			g.handler = func(ctx context.Context, name string) (string, error) {
				burnt.Add(burn(rounds))
				return name, nil
			}
		})
		if err := k.Discover(f); err != nil {
			b.Fatal(err)
		}
		for n := range tenants + 1 {
			if _, err := k.Instantiate("g", "g"+strconv.Itoa(n), Props{"target": "t" + strconv.Itoa(n)}); err != nil {
				b.Fatal(err)
			}
		}
		if err := k.Boot(context.Background()); err != nil {
			b.Fatal(err)
		}
		defer func() { _ = k.Shutdown(context.Background()) }()
		var stop atomic.Bool
		var wg sync.WaitGroup
		var mu sync.Mutex
		var took []time.Duration
		caller := func(n int, note bool) {
			c := HostClient[greetAPI](k, greetContract, "t"+strconv.Itoa(n))
			var own []time.Duration
			for !stop.Load() {
				at := time.Now()
				_, err := greet(c, context.Background(), "x")
				if err != nil {
					time.Sleep(retryOf(err))
					continue
				}
				if note {
					own = append(own, time.Since(at))
				}
			}
			mu.Lock()
			took = append(took, own...)
			mu.Unlock()
		}
		for range greedy {
			wg.Go(func() { caller(tenants, false) })
		}
		time.Sleep(200 * time.Millisecond)
		for n := range tenants {
			wg.Go(func() { caller(n, true) })
		}
		time.Sleep(window)
		stop.Store(true)
		wg.Wait()
		slices.Sort(took)
		return took[len(took)*99/100], len(took)
	}
	room := WithConcurrency(runtime.GOMAXPROCS(0))
	for b.Loop() {
		alone, served := run(0, room)
		beside, servedBeside := run(crowd, room)
		_, unfair := run(crowd)
		b.ReportMetric(float64(alone.Microseconds()), "µs-p99-alone")
		b.ReportMetric(float64(beside.Microseconds()), "µs-p99-beside")
		b.ReportMetric(float64(beside)/float64(alone), "x-p99")
		b.ReportMetric(float64(servedBeside)/float64(served), "x-served")
		b.ReportMetric(float64(unfair)/float64(served), "x-served-without-the-room")
	}
	b.ReportMetric(0, "ns/op")
}
