package core

import (
	"runtime"
	"strconv"
	"testing"
)

// Adding and removing a tenant is the same work with few others as with many: nothing of the tables is copied for it.
// BenchmarkTable has the time.
func TestAddingATenantIsTheSameWorkHoweverManyThereAre(t *testing.T) {
	work := func(n int) uint64 {
		k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy})}, []Factory{greeterFactory("g", ScopeTenant, nil)})
		add := func(name string) {
			if _, err := k.Add(t.Context(), "g", name, Props{"target": name}); err != nil {
				t.Fatal(err)
			}
		}
		for i := range n {
			add("t" + strconv.Itoa(i))
		}
		const rounds = 512
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for i := range rounds {
			name := "x" + strconv.Itoa(i%64)
			add(name)
			if err := k.Remove(t.Context(), name); err != nil {
				t.Fatal(err)
			}
		}
		runtime.ReadMemStats(&after)
		return (after.TotalAlloc - before.TotalAlloc) / rounds
	}
	few, many := work(10), work(20_000)
	if many > 2*few+1024 {
		t.Errorf("%v bytes with 10 others, %v with 20 000", few, many)
	}
}
