package reactive_test

import (
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

const lineNodes = 300

// lineCells is a tree of computeds, most of which read the one just before: long lines, with gaps where they branch.
type lineCells struct {
	reactive.Cells
	src   reactive.Field[int]
	nodes [lineNodes]reactive.WordValue[int]
	runs  [lineNodes]atomic.Int64
}

// newLines wires a random tree; from[i] is what node i reads, -1 the source.
func newLines(rnd *rand.Rand) (c *lineCells, from, depth [lineNodes]int) {
	nodes := []reactive.Node[lineCells]{reactive.FieldNode[lineCells, int]{Name: "src", Equal: reactive.Same[int], Hash: reactive.Hash[int],
		Cell: func(c *lineCells) *reactive.Field[int] { return &c.src }}}
	for i := range lineNodes {
		from[i] = i - 1
		if rnd.IntN(20) == 0 {
			from[i] = rnd.IntN(i+1) - 1
		}
		depth[i] = 1
		if from[i] >= 0 {
			depth[i] += depth[from[i]]
		}
		below := from[i]
		nodes = append(nodes, reactive.WordNode[lineCells, int]{Name: "n", Reads: []int32{int32(below + 1)},
			Cell: func(c *lineCells) *reactive.WordValue[int] { return &c.nodes[i] },
			Compute: func(c *lineCells) (int, error) {
				c.runs[i].Add(1)
				if below < 0 {
					return c.src.Get() + 1, nil
				}
				v, err := c.nodes[below].Get(&c.Cells)
				return v + 1, err
			}})
	}
	c = new(lineCells)
	reactive.NewPlan(nodes...).Mount(c, nil)
	return c, from, depth
}

// TestPromise1Lines reads cells of long lines in any order, so that lines are stale as a whole, in their upper part, or not.
func TestPromise1Lines(t *testing.T) {
	for seed := range uint64(20) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		c, from, depth := newLines(rnd)
		for v := 1; v <= 30; v++ {
			c.src.Set(v)
			var ran [lineNodes]bool
			for range 1 + rnd.IntN(8) {
				i := rnd.IntN(lineNodes)
				if got, err := c.nodes[i].Get(&c.Cells); err != nil || got != v+depth[i] {
					t.Fatalf("seed %d: node %d is %d, %v, want %d", seed, i, got, err, v+depth[i])
				}
				for ; i >= 0; i = from[i] {
					ran[i] = true
				}
				for i, ran := range ran {
					if n := c.runs[i].Load(); ran && n != 1 || !ran && n != 0 {
						t.Fatalf("seed %d: node %d ran %d times, read or below one that was: %t", seed, i, n, ran)
					}
				}
			}
			for i := range c.runs {
				c.runs[i].Store(0)
			}
		}
	}
}

// TestPromise20MiddleOfALine has readers come to a line whose evaluation stands still in its middle: what is done is free at once and
// may be evaluated anew, who needs the rest waits for it, and every cell runs once for each change.
func TestPromise20MiddleOfALine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n, stop = 100, 50
		hold, held := make(chan struct{}), make(chan struct{}, 1)
		var runs [n]atomic.Int64
		nodes := []reactive.Node[lineCells]{reactive.FieldNode[lineCells, int]{Name: "src", Equal: reactive.Same[int], Hash: reactive.Hash[int],
			Cell: func(c *lineCells) *reactive.Field[int] { return &c.src }}}
		for i := range n {
			nodes = append(nodes, reactive.WordNode[lineCells, int]{Name: "n", Reads: []int32{int32(i)},
				Cell: func(c *lineCells) *reactive.WordValue[int] { return &c.nodes[i] },
				Compute: func(c *lineCells) (v int, err error) {
					runs[i].Add(1)
					if i == 0 {
						v = c.src.Get()
					} else {
						v, err = c.nodes[i-1].Get(&c.Cells)
					}
					if i == stop && v < 1000 {
						held <- struct{}{}
						<-hold
					}
					return v + 1, err
				}})
		}
		c := new(lineCells)
		reactive.NewPlan(nodes...).Mount(c, nil)
		read := func(i, src int, returned *atomic.Int64) {
			if got, err := c.nodes[i].Get(&c.Cells); err != nil || got != src+i+1 {
				t.Errorf("node %d is %d, %v, want %d", i, got, err, src+i+1)
			}
			returned.Add(1)
		}
		var waited atomic.Int64
		go read(80, 0, &waited)
		<-held
		for _, i := range []int{stop, stop + 1, 80, n - 1} { // the last takes what lies above the line
			go read(i, 0, &waited)
		}
		synctest.Wait()
		want(t, "readers that did not wait", waited.Load(), 0)
		var free atomic.Int64
		read(stop-1, 0, &free)
		read(10, 0, &free)
		close(hold)
		synctest.Wait()
		want(t, "readers that returned", waited.Load(), 5)
		for i := range runs {
			want(t, "runs for the first value", runs[i].Swap(0), 1)
		}

		hold = make(chan struct{})
		c.src.Set(1)
		go read(n-1, 1000, &waited) // overtaken below
		<-held
		c.src.Set(1000)
		read(20, 1000, &free)
		go read(60, 1000, &waited)
		synctest.Wait()
		want(t, "readers that returned", waited.Load(), 5)
		close(hold)
		synctest.Wait()
		want(t, "readers that returned", waited.Load(), 7)
		for i := range runs {
			runs := runs[i].Load()
			want(t, "runs for the two values that came then", runs, map[bool]int64{true: 2, false: 1}[i <= stop])
		}
	})
}
