package reactive_test

import (
	"math"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

// marked counts the runs of a computed below a field that has a hash.
type marked[T comparable] struct {
	reactive.Cells
	field reactive.Field[T]
	runs  reactive.WordValue[int]
	ran   int
}

func markedPlan[T comparable]() *reactive.Plan[marked[T]] {
	return reactive.NewPlan[marked[T]](
		reactive.FieldNode[marked[T], T]{Name: "field", Equal: reactive.Same[T], Hash: reactive.Hash[T],
			Cell: func(c *marked[T]) *reactive.Field[T] { return &c.field }},
		reactive.WordNode[marked[T], int]{Name: "runs", Reads: []int32{0},
			Cell:    func(c *marked[T]) *reactive.WordValue[int] { return &c.runs },
			Compute: func(c *marked[T]) (int, error) { c.field.Get(); c.ran++; return c.ran, nil }},
	)
}

// moved reports whether write was a change.
func (c *marked[T]) moved(t *testing.T, write func()) bool {
	t.Helper()
	before, err := c.runs.Get(&c.Cells)
	if err != nil {
		t.Fatal(err)
	}
	write()
	after, err := c.runs.Get(&c.Cells)
	if err != nil {
		t.Fatal(err)
	}
	return after != before
}

// ways are all by which a field is written.
func (c *marked[T]) ways(v T) map[string]func() {
	return map[string]func(){
		"Set":    func() { c.field.Set(v) },
		"Update": func() { c.field.Update(func(T) T { return v }) },
		"SetIn":  func() { c.Batch(func(tx *reactive.Tx) error { c.field.SetIn(tx, v); return nil }) },
		"UpdateIn": func() {
			c.Batch(func(tx *reactive.Tx) error { c.field.UpdateIn(tx, func(T) T { return v }); return nil })
		},
	}
}

// sameAsBefore writes each pair by each two ways, before and after Mount, and expects a change when Same says so.
func sameAsBefore[T comparable](t *testing.T, values ...T) {
	t.Helper()
	plan := markedPlan[T]()
	for _, a := range values {
		for _, b := range values {
			want := true
			func() {
				defer func() { recover() }() // what cannot be compared counts as another
				want = !reactive.Same(a, b)
			}()
			early := &marked[T]{}
			early.field.Set(a)
			plan.Mount(early, nil)
			if got := early.moved(t, func() { early.field.Set(b) }); got != want {
				t.Errorf("%v, set before Mount, then %v: changed %v, want %v", a, b, got, want)
			}
			for first := range early.ways(a) {
				for second := range early.ways(b) {
					c := &marked[T]{}
					plan.Mount(c, nil)
					if !c.moved(t, c.ways(a)[first]) {
						t.Errorf("the first write, %v by %s, was no change", a, first)
					}
					if got := c.moved(t, c.ways(b)[second]); got != want {
						t.Errorf("%v by %s, then %v by %s: changed %v, want %v", a, first, b, second, got, want)
					}
				}
			}
		}
	}
}

func TestMarksDecideAsEqualDoes(t *testing.T) {
	type settings struct {
		URL   string
		Rate  float64
		Flags [2]bool
	}
	nan := math.NaN()
	sameAsBefore(t, "", "a", "b", string([]byte("a")))
	sameAsBefore(t, 0.0, math.Copysign(0, -1), 1, nan, math.Float64frombits(math.Float64bits(nan)^1))
	sameAsBefore(t, settings{}, settings{URL: "a"}, settings{URL: "a", Rate: nan}, settings{URL: "b", Rate: nan}, settings{Flags: [2]bool{true}})
	sameAsBefore[any](t, nil, 1, "1", nan, []int{1}, struct{ any }{map[int]int{}})

	// Far more values than marks, so that most have the mark of others.
	plan, c := markedPlan[int](), &marked[int]{}
	plan.Mount(c, nil)
	rnd, last := rand.New(rand.NewPCG(1, 2)), -1
	for range 20_000 {
		v := rnd.IntN(300)
		if v%3 == 0 {
			v = last
		}
		if got := c.moved(t, func() { c.field.Set(v) }); got != (v != last) {
			t.Fatalf("%d after %d: changed %v", v, last, got)
		}
		last = v
	}
}

// A mark read beside another write's value must decide nothing: each goroutine's toggles are changes, or were none at some moment.
func TestMarksUnderConcurrentWrites(t *testing.T) {
	plan, c := markedPlan[int](), &marked[int]{}
	plan.Mount(c, nil)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 5000 {
				c.field.Update(func(v int) int { return v + 1 })
				c.Batch(func(tx *reactive.Tx) error { c.field.UpdateIn(tx, func(v int) int { return v + 1 }); return nil })
			}
		})
	}
	wg.Wait()
	want(t, "sum", c.field.Get(), 40_000)
	for _, v := range []int{40_000, 1, 1} {
		prev := c.field.Get()
		want(t, "change", c.moved(t, func() { c.field.Set(v) }), prev != v)
	}
}
