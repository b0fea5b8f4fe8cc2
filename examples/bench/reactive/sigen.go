package main

import (
	"context"
	"unsafe"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

type word = reactive.WordValue[int64]

// maxCells and maxEnds bound the grids.
const (
	maxCells = 1000 * 1000
	maxEnds  = 1000
)

// cells is what sigen would generate for the largest grid: every computed a
// field, in one struct. An array stands for the fields, so that one type serves every size.
type cells struct {
	reactive.Cells
	src  reactive.Field[int64]
	at   [maxCells]word
	ends [maxEnds]reactive.Reaction
	runs int
	last int64
}

// static is the engine as generated code uses it: wired by a plan, safe for any
// number of goroutines.
func static(w, h int) grid {
	nodes := []reactive.Node[cells]{reactive.FieldNode[cells, int64]{
		Name: "src", Equal: reactive.Same[int64], Hash: reactive.Hash[int64],
		Cell: func(c *cells) *reactive.Field[int64] { return &c.src },
	}}
	for x := range w {
		for y := range h {
			i := x*h + y
			n := reactive.WordNode[cells, int64]{Name: "n", Cell: func(c *cells) *word { return &c.at[i] }}
			if y == 0 {
				n.Reads = []int32{0}
				n.Compute = func(c *cells) (int64, error) { return c.src.Get() + 1, nil }
			} else {
				n.Reads = []int32{int32(len(nodes) - 1)}
				// Generated code has &c.name here: an offset that the compiler knows.
				from := unsafe.Offsetof(cells{}.at) + uintptr(i-1)*unsafe.Sizeof(word{})
				n.Compute = func(c *cells) (int64, error) {
					p := (*word)(unsafe.Add(unsafe.Pointer(c), from))
					if v, ok := p.Load(&c.Cells); ok {
						return v + 1, nil
					}
					v, err := p.Get(&c.Cells)
					return v + 1, err
				}
			}
			nodes = append(nodes, n)
		}
		last := x*h + h - 1
		nodes = append(nodes, reactive.ReactionNode[cells]{
			Name: "end", Reads: []int32{int32(len(nodes) - 1)},
			Cell: func(c *cells) *reactive.Reaction { return &c.ends[x] },
			Run: func(_ context.Context, c *cells) error {
				v, err := c.at[last].Get(&c.Cells)
				c.runs++
				c.last = v
				return err
			},
		})
	}
	ctx := context.Background()
	plan := reactive.NewPlan(nodes...)
	c := new(cells)
	plan.Mount(c, nil)
	c.src.Set(1)
	if err := plan.Start(ctx, c); err != nil {
		panic(err)
	}
	return grid{
		set: func(v int64) {
			c.src.Set(v)
			if err := c.Settled(ctx); err != nil {
				panic(err)
			}
		},
		runs: &c.runs, last: &c.last,
		close: func() { _ = c.Close() },
	}
}

// dynamic is the same engine by hand, tracking what bodies read.
func dynamic(w, h int) grid {
	ctx := context.Background()
	d := reactive.NewDomain()
	src := reactive.NewSignal(d, int64(1))
	out := grid{runs: new(int), last: new(int64), close: func() { _ = d.Close() }}
	for range w {
		p := reactive.NewDynamic(d, func(t *reactive.Tracker) (int64, error) { return src.Track(t) + 1, nil })
		for range h - 1 {
			from := p
			p = reactive.NewDynamic(d, func(t *reactive.Tracker) (int64, error) {
				v, err := from.Track(t)
				return v + 1, err
			})
		}
		reactive.NewDynamicEffect(d, func(_ context.Context, t *reactive.Tracker) error {
			v, err := p.Track(t)
			*out.runs++
			*out.last = v
			return err
		})
	}
	out.set = func(v int64) {
		src.Set(v)
		if err := d.Settled(ctx); err != nil {
			panic(err)
		}
	}
	return out
}
