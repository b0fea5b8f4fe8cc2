package config

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

const million = 1_000_000

var tenantPaths = sync.OnceValue(func() []string {
	paths := make([]string, million)
	for i := range paths {
		paths[i] = fmt.Sprintf("tenants.t%d.db.plan", i)
	}
	return paths
})

func filled(b *testing.B, o options, n int) *store {
	b.Helper()
	o.CompactAt = 1 << 40
	s := openStore(b, o)
	for i, p := range tenantPaths()[:n] {
		s.runtime.set(p, leaf{"starter", uint64(i)})
	}
	return s
}

// yes is a listener that accepts at the least cost.
type yes struct{}

func (yes) Prepare([]sig.ConfigChange, sig.ConfigView) (func(), error) { return nothing, nil }

var nothing = func() {}

// BenchmarkSetInMemory is one Set of a random tenant's key, and one Lookup.
func BenchmarkSetInMemory(b *testing.B) {
	for _, n := range []int{1000, million} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			s := filled(b, options{}, n)
			if _, err := s.attach(yes{}); err != nil {
				b.Fatal(err)
			}
			values := [2]string{"pro", "enterprise"}
			rng := rand.New(rand.NewPCG(1, 1))
			var buf []byte
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				// A caller's path is new text: one allocation of its own.
				buf = append(strconv.AppendInt(append(buf[:0], "tenants.t"...), int64(rng.IntN(n)), 10), ".db.plan"...)
				p := string(buf)
				if err := s.set("host", p, values[i&1]); err != nil {
					b.Fatal(err)
				}
				if _, ok := s.Lookup(p); !ok {
					b.Fatal(p)
				}
				i++
			}
		})
	}
}

// BenchmarkLookup reads a random tenant's key on every core.
func BenchmarkLookup(b *testing.B) {
	for _, n := range []int{1000, million} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			s := filled(b, options{}, n)
			paths := tenantPaths()
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				rng := rand.New(rand.NewPCG(rand.Uint64(), 1))
				for pb.Next() {
					if _, ok := s.Lookup(paths[rng.IntN(n)]); !ok {
						b.Fail()
					}
				}
			})
		})
	}
}

// BenchmarkSetDurable is Set with a log on disk, from 64 writers; each takes
// tenants of its own, tenants at random, or all take one path.
func BenchmarkSetDurable(b *testing.B) {
	const writers = 64
	for name, pick := range map[string]func(w, i int, rng *rand.Rand) int{
		"own tenants":    func(w, i int, _ *rand.Rand) int { return w*1000 + i%1000 },
		"random tenants": func(_, _ int, rng *rand.Rand) int { return rng.IntN(million) },
		"one path":       func(int, int, *rand.Rand) int { return 0 },
	} {
		b.Run(name, func(b *testing.B) {
			s := openStore(b, options{State: b.TempDir()})
			if _, err := s.attach(yes{}); err != nil {
				b.Fatal(err)
			}
			paths := tenantPaths()
			var next atomic.Int64
			var wg sync.WaitGroup
			b.ReportAllocs()
			b.ResetTimer()
			for w := range writers {
				wg.Go(func() {
					rng := rand.New(rand.NewPCG(1, uint64(w)))
					for i := 0; ; i++ {
						n := next.Add(1)
						if n > int64(b.N) {
							return
						}
						if err := s.set("host", paths[pick(w, i, rng)], strconv.FormatInt(n, 10)); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sets/s")
		})
	}
}
