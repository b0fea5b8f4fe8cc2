package reactive_test

import (
	"context"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/sigen-dev/sigen/runtime/reactive"
	"github.com/sigen-dev/sigen/runtime/reactive/internal/fixture"
)

func benchGrid(b *testing.B, g *fixture.Grid, w, h int) {
	defer g.Close()
	if wrong := g.Check(w, h); wrong != "" {
		b.Fatal(wrong)
	}
	n := int64(2)
	b.ReportAllocs()
	for b.Loop() {
		n++
		g.Set(n)
		g.Settled()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(w*(h+1)), "ns/node")
}

func BenchmarkGridStatic100x100(b *testing.B) {
	benchGrid(b, fixture.Static[[100 * 100]fixture.Word](100, 100), 100, 100)
}

func BenchmarkGridStatic1000x1000(b *testing.B) {
	benchGrid(b, fixture.Static[[1000 * 1000]fixture.Word](1000, 1000), 1000, 1000)
}

func BenchmarkGridDynamic100x100(b *testing.B) { benchGrid(b, fixture.Dynamic(100, 100), 100, 100) }

// TestGrid holds the benchmarks' subject to its result.
func TestGrid(t *testing.T) {
	for name, g := range map[string]*fixture.Grid{
		"static": fixture.Static[[20 * 30]fixture.Word](20, 30), "dynamic": fixture.Dynamic(20, 30)} {
		if wrong := g.Check(20, 30); wrong != "" {
			t.Error(name, wrong)
		}
		g.Close()
	}
}

func BenchmarkReadComputed(b *testing.B) {
	var t fixture.Instance
	t.Mount("a")
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n += len(t.Self.URL())
	}
	b.ReportMetric(float64(n)*0, "zero")
}

func BenchmarkReadComputedParallel(b *testing.B) {
	var t fixture.Instance
	t.Mount("a")
	b.RunParallel(func(pb *testing.PB) {
		n := 0
		for pb.Next() {
			n += len(t.Self.URL())
		}
		runtime.KeepAlive(n)
	})
}

func BenchmarkReadByHand(b *testing.B) {
	d := reactive.NewDomain()
	s := reactive.NewSignal(d, 1)
	c := reactive.NewComputed(d, func() (int, error) { return s.Get(), nil }, s)
	n := 0
	for b.Loop() {
		v, _ := c.Get()
		n += v
	}
}

func BenchmarkSetGet(b *testing.B) {
	var t fixture.Instance
	t.Mount("a")
	urls := []string{"b", "c"}
	i, n := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		i++
		t.Setting.Set(fixture.Settings{URL: urls[i&1]})
		n += len(t.Setting.Get().URL)
	}
}

func BenchmarkSetRecompute(b *testing.B) {
	var t fixture.Instance
	t.Mount("a")
	urls := []string{"b", "c"}
	i, n := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		i++
		t.Setting.Set(fixture.Settings{URL: urls[i&1]})
		n += len(t.Self.URL())
	}
}

func BenchmarkEffectLatency(b *testing.B) {
	d := reactive.NewDomain()
	defer d.Close()
	s := reactive.NewSignal(d, 0)
	var seen atomic.Int64
	reactive.NewEffect(d, func(context.Context) error { seen.Store(int64(s.Get())); return nil }, s)
	i := int64(0)
	for b.Loop() {
		i++
		s.Set(int(i))
		for seen.Load() != i {
			runtime.Gosched()
		}
	}
}

func BenchmarkGridEffectsOnly1000x1(b *testing.B) {
	benchGrid(b, fixture.Static[[1000]fixture.Word](1000, 1), 1000, 1)
}
