package main

import (
	"context"

	incr "github.com/wcharczuk/go-incr"
)

// incremental is go-incr: static edges, recomputed by height.
func incremental(w, h int) grid {
	ctx := context.Background()
	g := incr.New(incr.OptGraphMaxHeight(h + 8))
	src := incr.Var(g, int64(1))
	out := grid{runs: new(int), last: new(int64), close: func() {}}
	for range w {
		var p incr.Incr[int64] = src
		for range h {
			p = incr.Map(g, p, func(v int64) int64 { return v + 1 })
		}
		incr.MustObserve(g, p).OnUpdate(func(_ context.Context, v int64) { *out.runs++; *out.last = v })
	}
	stabilize := func() {
		if err := g.Stabilize(ctx); err != nil {
			panic(err)
		}
	}
	stabilize()
	out.set = func(v int64) {
		src.Set(v)
		stabilize()
	}
	return out
}
