package main

import (
	"context"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/sigen-dev/sigen/internal/bars"
	"github.com/sigen-dev/sigen/runtime/reactive"
	"github.com/sigen-dev/sigen/runtime/reactive/internal/fixture"
)

const tenants = 1_000_000

// million is made once and shared by the measurements that need it.
var million = sync.OnceValue(func() []fixture.Instance {
	all := make([]fixture.Instance, tenants)
	for i := range all {
		all[i].Mount("sqlite:" + strconv.Itoa(i&1023) + ".db")
		all[i].Self.URL()
	}
	return all
})

var sink atomic.Int64

func readOne(rounds int) (figure, floor float64) {
	var t fixture.Instance
	t.Mount("a")
	plain := &struct{ url string }{"a"}
	return reads(rounds, 1, t.Self.URL, func() string { return plain.url })
}

func readAll(rounds int) (figure, floor float64) {
	var t fixture.Instance
	t.Mount("a")
	plain := &struct{ url string }{"a"}
	return reads(rounds, runtime.GOMAXPROCS(0), t.Self.URL, func() string { return plain.url })
}

// reads times two ways to read on each of several goroutines, ns per read of one.
func reads(rounds, goroutines int, read, bare func() string) (figure, floor float64) {
	rounds, n := short(rounds, 5_000_000, 50_000)
	batch := func(read func() string) func() float64 {
		return func() float64 {
			var wg sync.WaitGroup
			start := time.Now()
			for range goroutines {
				wg.Go(func() {
					s := 0
					for range n {
						s += len(read())
					}
					sink.Add(int64(s))
				})
			}
			wg.Wait()
			return float64(time.Since(start).Nanoseconds()) / float64(n)
		}
	}
	m := bars.Beside(rounds, batch(read), batch(bare))
	return m[0], m[1]
}

// random calls f with a tenant's number n times.
func random(n int, seed uint64, f func(i int) int) float64 {
	x := seed*0x9E3779B97F4A7C15 + 1
	s := 0
	start := time.Now()
	for range n {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		s += f(int(x % tenants))
	}
	d := time.Since(start)
	sink.Add(int64(s))
	return float64(d.Nanoseconds()) / float64(n)
}

func readMillion(rounds int) (figure, floor float64) {
	all := million()
	plain := make([]string, tenants)
	for i := range plain {
		plain[i] = "sqlite"
	}
	seed := uint64(0)
	rounds, reads := short(rounds, 1_000_000, 2000)
	m := bars.Beside(rounds, func() float64 {
		seed++
		return random(reads, seed, func(i int) int { return len(all[i].Self.URL()) })
	}, func() float64 {
		seed++
		return random(reads, seed, func(i int) int { return len(plain[i]) })
	})
	return m[0], m[1]
}

// urls are so many that a tenant is nearly never given the one it has, which would be no change.
var urls = func() (all [256]string) {
	for i := range all {
		all[i] = "sqlite:" + strconv.Itoa(1000+i) + ".db"
	}
	return all
}()

func setGet(t *fixture.Instance, n int) int {
	t.Setting.Set(fixture.Settings{URL: urls[n&255]})
	return len(t.Setting.Get().URL)
}

// setGetMillion has for its floor what a Set must do in a bare cell of the same size whose readers take no lock: compare with the
// value that is there, and publish an immutable copy under the writers' lock. So both follow a pointer to the value before, and allocate.
func setGetMillion(rounds int) (figure, floor float64) {
	all := million()
	type bare struct {
		mu      sync.Mutex
		version uint64
		_       [unsafe.Sizeof(fixture.Instance{}) - 3*8]byte
		cur     atomic.Pointer[fixture.Settings]
	}
	plain := make([]bare, tenants)
	for i := range plain {
		plain[i].cur.Store(&fixture.Settings{URL: urls[i&255]})
	}
	n, seed := 0, uint64(100)
	rounds, pairs := short(rounds, 300_000, 1000)
	m := bars.Beside(rounds, func() float64 {
		seed++
		return random(pairs, seed, func(i int) int { n++; return setGet(&all[i], n) })
	}, func() float64 {
		seed++
		return random(pairs, seed, func(i int) int {
			n++
			p, s := &plain[i], fixture.Settings{URL: urls[n&255]}
			if *p.cur.Load() != s {
				fresh := s
				p.mu.Lock()
				p.cur.Store(&fresh)
				p.version++
				p.mu.Unlock()
			}
			return len(p.cur.Load().URL)
		})
	})
	return m[0], m[1]
}

func setGetAllocs(int) (figure, floor float64) {
	all := million()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	n := 0
	random(100_000, 9, func(i int) int { n++; return setGet(&all[i], n) })
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / 100_000, 0
}

// readAgainstWriter has one goroutine write a setting without a pause while this one reads it; the floor is the same of an
// atomic pointer.
func readAgainstWriter(rounds int) (figure, floor float64) {
	var t fixture.Instance
	t.Mount("a")
	var bare atomic.Pointer[fixture.Settings]
	bare.Store(&fixture.Settings{})
	against := func(write func(fixture.Settings), read func() fixture.Settings) float64 {
		const batch = 20_000
		var stop atomic.Bool
		var wg sync.WaitGroup
		wg.Go(func() {
			for n := 0; !stop.Load(); n++ {
				write(fixture.Settings{URL: urls[n&255]})
			}
		})
		ns := bars.Median(rounds*20, func() float64 {
			s := 0
			start := time.Now()
			for range batch {
				s += len(read().URL)
			}
			sink.Add(int64(s))
			return float64(time.Since(start).Nanoseconds()) / batch
		})
		stop.Store(true)
		wg.Wait()
		return ns
	}
	return against(t.Setting.Set, t.Setting.Get),
		against(func(s fixture.Settings) { bare.Store(&s) }, func() fixture.Settings { return *bare.Load() })
}

func memory(int) (figure, floor float64) {
	const n = 200_000
	users := make([]*fixture.Instance, n)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range users {
		users[i] = new(fixture.Instance)
		users[i].Mount("sqlite:shared.db")
		users[i].Self.URL()
	}
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(users)
	const setting = 16 // the setting's value, an object of the user's type
	return float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/n - setting, 40
}

// effectLatency is from the call of Set to the first line of the effect, in a domain where nothing else happens; the floor is
// what it takes to start a goroutine.
func effectLatency(rounds int) (figure, floor float64) {
	d := reactive.NewDomain()
	defer d.Close()
	s := reactive.NewSignal(d, 0)
	ran := make(chan time.Time, 1)
	reactive.NewEffect(d, func(context.Context) error {
		if s.Get() > 0 {
			ran <- time.Now()
		}
		return nil
	}, s)
	idle := func(begin func()) float64 {
		time.Sleep(50 * time.Microsecond)
		start := time.Now()
		begin()
		return float64((<-ran).Sub(start).Nanoseconds())
	}
	n := 0
	m := bars.Beside(rounds*200, func() float64 {
		n++
		defer d.Settled(context.Background())
		return idle(func() { s.Set(n) })
	}, func() float64 {
		return idle(func() { go func() { ran <- time.Now() }() })
	})
	return m[0], m[1]
}
