package core

import (
	"context"
	"runtime"
	"strconv"
	"testing"
	"unsafe"
)

// What a million of them take is decided here: a field more in one of these records
// is a field more for every tenant. What few need belongs into aside, rare or tenantLife.
func TestRecordsStaySmall(t *testing.T) {
	for _, c := range []struct {
		name      string
		size, max uintptr
	}{
		{"an instance", unsafe.Sizeof(inst{}), 64},
		{"a tenant with its first instance", unsafe.Sizeof(home{}), 96},
		{"a tenant that was active", unsafe.Sizeof(tenantLife{}), 64},
		{"the kernel's part of a mounted instance", unsafe.Sizeof(Mounted{}), 120},
		{"a caller", unsafe.Sizeof(caller{}), 24},
	} {
		if c.size > c.max {
			t.Errorf("%s takes %d bytes, more than %d", c.name, c.size, c.max)
		}
	}
}

// heap is what is live on the heap, after two collections.
func heap() runtime.MemStats {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m
}

// BenchmarkInstances reports what an instance of a tenant of its own takes on the heap, by
// runtime.MemStats.HeapAlloc after two collections: registered only, and active. Names and
// targets are the caller's and made before; tables are counted; the user's struct is not.
func BenchmarkInstances(b *testing.B) {
	n := 100_000
	names, targets := make([]string, n), make([]string, n)
	for i := range n {
		names[i], targets[i] = "g-t"+strconv.Itoa(i), "t"+strconv.Itoa(i)
	}
	for b.Loop() {
		before := heap()
		k := New()
		if err := k.Discover(greeterFactory("g", ScopeTenant, nil)); err != nil {
			b.Fatal(err)
		}
		for i := range n {
			if _, err := k.Instantiate("g", names[i], Props{"target": targets[i]}); err != nil {
				b.Fatal(err)
			}
		}
		registered := heap()
		if err := k.Boot(context.Background()); err != nil {
			b.Fatal(err)
		}
		active := heap()
		per := func(m runtime.MemStats) float64 { return float64(m.HeapAlloc-before.HeapAlloc) / float64(n) }
		b.ReportMetric(per(registered), "registered-B")
		b.ReportMetric(per(active)-float64(unsafe.Sizeof(greeter{})), "active-B")
		b.ReportMetric(float64(active.HeapObjects-before.HeapObjects)/float64(n), "objects")
		_ = k.Shutdown(context.Background())
	}
}
