package core

import (
	"math/rand/v2"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func instNamed(name string) *inst { return &inst{name: name} }

// A table is a map: whatever is done to one is done to the other, and every name
// that was ever used is asked for.
func TestTableIsAMap(t *testing.T) {
	for _, names := range []int{8, 3_000, 12_000} {
		seed := rand.Uint64()
		t.Logf("seed %d", seed)
		r := rand.New(rand.NewPCG(seed, 1))
		var tab table
		want := map[string]*inst{}
		check := func() {
			t.Helper()
			for n := range names {
				name := "n" + strconv.Itoa(n)
				if got := tab.get(name); got != want[name] {
					t.Fatalf("%s is %v, want %v", name, got, want[name])
				}
			}
			seen := map[string]bool{}
			tab.each(func(i *inst) {
				if seen[i.name] || want[i.name] != i {
					t.Fatalf("each has %s twice or a wrong one", i.name)
				}
				seen[i.name] = true
			})
			if len(seen) != len(want) {
				t.Fatalf("each has %d of %d", len(seen), len(want))
			}
		}
		// Fill, churn, empty: growth and shrinking are both on the way.
		for _, adds := range []int{90, 50, 5} {
			for range 2 * names {
				name := "n" + strconv.Itoa(r.IntN(names))
				if r.IntN(100) < adds {
					want[name] = instNamed(name)
					tab.set(name, want[name])
				} else {
					delete(want, name)
					tab.set(name, nil)
				}
			}
			check()
		}
		for name := range want {
			tab.set(name, nil)
		}
		clear(want)
		check()
		for n := range tab.shards {
			if tab.shards[n].dir.Load() != nil {
				t.Fatal("an empty table keeps a directory")
			}
		}
	}
}

// Whoever stays is found at every moment, while others come and go beside it and
// segments split and merge under it.
func TestTableReadersAlwaysFind(t *testing.T) {
	const stay, come = 1_000, 6_000
	var tab table
	for n := range stay {
		name := "stay" + strconv.Itoa(n)
		tab.set(name, instNamed(name))
	}
	var done atomic.Bool
	var readers sync.WaitGroup
	for r := range 2 {
		readers.Go(func() {
			for n := r; !done.Load(); n++ {
				name := "stay" + strconv.Itoa(n%stay)
				if i := tab.get(name); i == nil || i.name != name {
					t.Errorf("%s is not found", name)
					return
				}
			}
		})
	}
	var writers sync.WaitGroup
	for w := range 2 {
		writers.Go(func() {
			for range 2 {
				for n := w; n < come; n += 2 {
					name := "come" + strconv.Itoa(n)
					i := instNamed(name)
					tab.set(name, i)
					if tab.get(name) != i {
						t.Errorf("%s is not found by who added it", name)
					}
				}
				for n := w; n < come; n += 2 {
					name := "come" + strconv.Itoa(n)
					tab.set(name, nil)
					if tab.get(name) != nil {
						t.Errorf("%s is found by who removed it", name)
					}
				}
			}
		})
	}
	writers.Wait()
	done.Store(true)
	readers.Wait()
}

// Adding and removing one of a million, and what readers of others notice of it.
func BenchmarkTable(b *testing.B) {
	count := 1_000_000
	if testing.Short() {
		count = 1000
	}
	var tab table
	all := make([]*inst, count)
	before := heap()
	for n := range all {
		all[n] = instNamed("t" + strconv.Itoa(n))
	}
	filled := heap()
	for _, i := range all {
		tab.set(i.name, i)
	}
	perEntry := float64(heap().HeapAlloc-filled.HeapAlloc) / float64(count)
	_ = before
	b.Run("get", func(b *testing.B) {
		b.ReportAllocs()
		n := uint32(1)
		for b.Loop() {
			n = n*1664525 + 1013904223
			if tab.get(all[n%uint32(count)].name) == nil {
				b.Fatal("not found")
			}
		}
	})
	b.Run("fill", func(b *testing.B) {
		for b.Loop() {
			var tab table
			for _, i := range all {
				tab.set(i.name, i)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(count), "ns/entry")
		b.ReportMetric(perEntry, "B/entry")
	})
	m := map[string]*inst{}
	for _, i := range all {
		m[i.name] = i
	}
	b.Run("map", func(b *testing.B) { // what a plain map takes, without anything that keeps writers off
		n := uint32(1)
		for b.Loop() {
			n = n*1664525 + 1013904223
			if m[all[n%uint32(count)].name] == nil {
				b.Fatal("not found")
			}
		}
	})
	b.Run("change", func(b *testing.B) {
		b.ReportAllocs()
		n := 0
		for b.Loop() {
			n++
			i := all[n*7919%count]
			tab.set(i.name, nil)
			tab.set(i.name, i)
		}
	})
	b.Run("worst", func(b *testing.B) {
		var worst time.Duration
		for b.Loop() {
			for n := range 100_000 {
				i := instNamed("new" + strconv.Itoa(n))
				at := time.Now()
				tab.set(i.name, i)
				worst = max(worst, time.Since(at))
			}
			for n := range 100_000 {
				tab.set("new"+strconv.Itoa(n), nil)
			}
		}
		b.ReportMetric(float64(worst.Nanoseconds()), "worst-ns")
	})
	runtime.KeepAlive(all)
}

// Names that fall into one segment, and there into one group: what a directory that grows for one of them, and
// a group that is full, have to hold.
func TestTableHoldsWhatFallsTogether(t *testing.T) {
	for _, c := range []struct {
		what  string
		bits  uint // of the directory that all names have in common
		group bool // they have their first group in common
		count int
	}{
		{"one segment", 9, false, 200},
		{"one group of one segment", 6, true, 120},
	} {
		var names []string
		for n := 0; len(names) < c.count; n++ {
			name := "n" + strconv.Itoa(n)
			if h := hashOf(name); h.shard() == 3 && h.place(c.bits) == 1 && (!c.group || h.group() == 5) {
				names = append(names, name)
			}
		}
		var tab table
		there := map[string]*inst{}
		check := func() {
			t.Helper()
			for _, name := range names {
				if got := tab.get(name); got != there[name] {
					t.Fatalf("%s: %s is %v, want %v", c.what, name, got, there[name])
				}
			}
			if d := tab.shards[3].dir.Load(); d != nil {
				for p := range d.segs {
					seg := d.segs[p].Load()
					passed, past := 0, 0
					for g := range seg {
						passed += int(seg[g].meta.Load() >> 56)
						for n := range seg[g].slots {
							if i := seg[g].slots[n].Load(); i != nil {
								past += int(uint(g)-hashOf(i.name).group()) & (segmentGroups - 1)
							}
						}
					}
					if passed != past {
						t.Fatalf("%s: a segment says that its entries went on %d times, and they did %d times", c.what, passed, past)
					}
				}
			}
		}
		r := rand.New(rand.NewPCG(7, 7))
		for range 4 {
			for _, n := range r.Perm(len(names)) {
				i := instNamed(names[n])
				there[i.name] = i
				tab.set(i.name, i)
				if n%16 == 0 {
					check()
				}
			}
			check()
			for _, n := range r.Perm(len(names)) {
				delete(there, names[n])
				tab.set(names[n], nil)
				if n%16 == 0 {
					check()
				}
			}
			check()
			if tab.shards[3].dir.Load() != nil {
				t.Fatalf("%s: an empty table keeps a directory", c.what)
			}
		}
	}
}
