package main

import (
	"testing"

	"github.com/sigen-dev/sigen/runtime/internal/barbench/fixture"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// What a call allocates is fixed, whatever the machine does: the bars that need no clock.
func TestAllocations(t *testing.T) {
	r := &fixture.QueryResult{Table: "orders", Rows: 25}
	dst := make([]byte, 0, 128)
	of := func(f func(int) (figure, floor float64)) float64 { n, _ := f(1); return n }
	runs := func(f func()) float64 { return testing.AllocsPerRun(1000, f) }
	for _, c := range []struct {
		name      string
		got, most float64
	}{
		{"a typed call, handle held, caller in ctx", of(typedAllocs), 0},
		{"the first entry into a tenant", of(firstEntryAllocs), 1},
		{"the same with timeout=", of(timeoutAllocs), 2},
		{"from bytes to bytes, by name and target", of(bytesAllocs), 2},
		{"decoding params", of(decodeAllocs), 1},
		{"encoding a result into a buffer", runs(func() { _, _ = fixture.AppendResult(dst[:0], r) }), 0},
		{"a route by name and target", runs(func() { core.Routed(one(), "bench-db.query", "t0") }), 0},
	} {
		if c.got > c.most {
			t.Errorf("%s allocates %v times, want at most %v", c.name, c.got, c.most)
		}
	}
}
