package reactive_test

import (
	"context"
	"testing"
	"unsafe"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

// gridCells is what sigen would generate for a grid: w chains of h computeds below one source, an effect at each end. The cells
// are an array here, so that one type serves every size up to its own.
type gridCells[A any] struct {
	reactive.Cells
	src   reactive.Field[int64]
	cells A
	ends  [1000]reactive.Reaction
	runs  int
	last  int64
}

type gridWord = reactive.WordValue[int64]

// staticGrid builds a grid from a plan. A must be an array of gridWord.
func staticGrid[A any](tb testing.TB, w, h int) (set func(int64), runs *int, last *int64, settled func()) {
	type C = gridCells[A]
	cell := func(c *C, i int) *gridWord {
		return (*gridWord)(unsafe.Add(unsafe.Pointer(&c.cells), uintptr(i)*unsafe.Sizeof(gridWord{})))
	}
	nodes := []reactive.Node[C]{reactive.FieldNode[C, int64]{Name: "src", Equal: reactive.Same[int64],
		Cell: func(c *C) *reactive.Field[int64] { return &c.src }}}
	for x := range w {
		for y := range h {
			i := x*h + y
			n := reactive.WordNode[C, int64]{Name: "n", Cell: func(c *C) *gridWord { return cell(c, i) }}
			if y == 0 {
				n.Reads = []int32{0}
				n.Compute = func(c *C) (int64, error) { return c.src.Get() + 1, nil }
			} else {
				n.Reads = []int32{int32(len(nodes) - 1)}
				from := int(unsafe.Offsetof(new(C).cells) + uintptr(i-1)*unsafe.Sizeof(gridWord{}))
				n.Compute = func(c *C) (int64, error) {
					p := (*gridWord)(unsafe.Add(unsafe.Pointer(c), from)) // &c.n1234 in generated code
					v, ok := p.Load(&c.Cells)
					if !ok {
						var err error
						if v, err = p.Get(&c.Cells); err != nil {
							return 0, err
						}
					}
					return v + 1, nil
				}
			}
			nodes = append(nodes, n)
		}
		end := int32(len(nodes) - 1)
		i := x*h + h - 1
		nodes = append(nodes, reactive.ReactionNode[C]{Name: "end", Reads: []int32{end},
			Cell: func(c *C) *reactive.Reaction { return &c.ends[x] },
			Run: func(_ context.Context, c *C) error {
				v, err := cell(c, i).Get(&c.Cells)
				c.runs++
				c.last = v
				return err
			}})
	}
	plan := reactive.NewPlan(nodes...)
	c := new(C)
	plan.Mount(c, nil)
	c.src.Set(1)
	if err := plan.Start(tb.Context(), c); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { c.Close() })
	return c.src.Set, &c.runs, &c.last, func() {
		if err := c.Settled(context.Background()); err != nil {
			tb.Fatal(err)
		}
	}
}

// dynamicGrid builds the same by hand, tracking.
func dynamicGrid(tb testing.TB, w, h int) (set func(int64), runs *int, last *int64, settled func()) {
	d := reactive.NewDomain()
	src := reactive.NewSignal(d, int64(1))
	runs, last = new(int), new(int64)
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
			*runs++
			*last = v
			return err
		})
	}
	tb.Cleanup(func() { d.Close() })
	return src.Set, runs, last, func() {
		if err := d.Settled(context.Background()); err != nil {
			tb.Fatal(err)
		}
	}
}

func benchGrid(b *testing.B, w, h int, set func(int64), runs *int, last *int64, settled func()) {
	before := *runs
	set(2)
	settled()
	if *runs-before != w || *last != int64(2+h) {
		b.Fatalf("%d effect runs, want %d; value %d, want %d", *runs-before, w, *last, 2+h)
	}
	n := int64(2)
	b.ReportAllocs()
	for b.Loop() {
		n++
		set(n)
		settled()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(w*(h+1)), "ns/node")
}

func BenchmarkGridStatic100x100(b *testing.B) {
	set, runs, last, settled := staticGrid[[100 * 100]gridWord](b, 100, 100)
	benchGrid(b, 100, 100, set, runs, last, settled)
}

func BenchmarkGridStatic1000x1000(b *testing.B) {
	set, runs, last, settled := staticGrid[[1000 * 1000]gridWord](b, 1000, 1000)
	benchGrid(b, 1000, 1000, set, runs, last, settled)
}

func BenchmarkGridDynamic100x100(b *testing.B) {
	set, runs, last, settled := dynamicGrid(b, 100, 100)
	benchGrid(b, 100, 100, set, runs, last, settled)
}

func BenchmarkGridDynamic1000x1000(b *testing.B) {
	set, runs, last, settled := dynamicGrid(b, 1000, 1000)
	benchGrid(b, 1000, 1000, set, runs, last, settled)
}
