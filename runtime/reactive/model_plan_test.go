package reactive_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

const (
	planFields = 3
	planNodes  = 8
)

// planCells is an instance of any random plan: every kind of cell, as often as one may need it.
type planCells struct {
	reactive.Cells
	fields  [planFields]reactive.Field[int]
	values  [planNodes]reactive.Value[int]
	words   [planNodes]reactive.WordValue[int]
	dyns    [planNodes]reactive.Dynamic[int]
	effects [2]reactive.Reaction
	seen    [2]int
	errs    [2]error
}

// planModel is a random plan with its description for the oracle. Cells are numbered: fields, then nodes.
type planModel struct {
	plan  *reactive.Plan[planCells]
	form  [planNodes]formula
	kind  [planNodes]int
	in    [planNodes][]int
	watch [2]int
}

func (p *planModel) oracle(cell int, fields []int) (int, error) {
	if cell < planFields {
		return fields[cell], nil
	}
	n := cell - planFields
	return p.form[n].eval(len(p.in[n]), func(k int) (int, error) { return p.oracle(p.in[n][k], fields) })
}

func (p *planModel) read(c *planCells, cell int, t *reactive.Tracker) (int, error) {
	if cell < planFields {
		return c.fields[cell].Track(t), nil
	}
	n := cell - planFields
	switch p.kind[n] {
	case 0:
		return c.values[n].Track(&c.Cells, t)
	case 1:
		return c.words[n].Track(&c.Cells, t)
	}
	return c.dyns[n].Track(&c.Cells, t)
}

func (p *planModel) at(c *planCells, cell int, r *reactive.Reader) (int, error) {
	n := cell - planFields
	switch {
	case n < 0:
		return c.fields[cell].At(r), nil
	case p.kind[n] == 0:
		return c.values[n].At(r)
	case p.kind[n] == 1:
		return c.words[n].At(r)
	}
	return c.dyns[n].At(r)
}

func newPlanModel(rnd *rand.Rand) *planModel {
	p := &planModel{}
	var nodes []reactive.Node[planCells]
	for i := range planFields {
		nodes = append(nodes, reactive.FieldNode[planCells, int]{Name: fmt.Sprint("f", i), Equal: reactive.Same[int],
			Cell: func(c *planCells) *reactive.Field[int] { return &c.fields[i] }})
	}
	for i := range planNodes {
		p.form[i], p.kind[i] = formula(rnd.IntN(int(formulas))), rnd.IntN(3)
		var reads []int32
		for range 1 + rnd.IntN(3) {
			in := rnd.IntN(planFields + i)
			p.in[i] = append(p.in[i], in)
			reads = append(reads, int32(in))
		}
		compute := func(c *planCells, t *reactive.Tracker) (int, error) {
			return p.form[i].eval(len(p.in[i]), func(k int) (int, error) { return p.read(c, p.in[i][k], t) })
		}
		name := fmt.Sprint("c", i)
		switch p.kind[i] {
		case 0:
			nodes = append(nodes, reactive.ValueNode[planCells, int]{Name: name, Equal: reactive.Same[int], Reads: reads,
				Cell:    func(c *planCells) *reactive.Value[int] { return &c.values[i] },
				Compute: func(c *planCells) (int, error) { return compute(c, nil) }})
		case 1:
			nodes = append(nodes, reactive.WordNode[planCells, int]{Name: name, Reads: reads,
				Cell:    func(c *planCells) *reactive.WordValue[int] { return &c.words[i] },
				Compute: func(c *planCells) (int, error) { return compute(c, nil) }})
		default:
			nodes = append(nodes, reactive.DynamicNode[planCells, int]{Name: name,
				Cell: func(c *planCells) *reactive.Dynamic[int] { return &c.dyns[i] }, Compute: compute})
		}
	}
	for i := range p.watch {
		p.watch[i] = rnd.IntN(planFields + planNodes)
		n := reactive.ReactionNode[planCells]{Name: fmt.Sprint("e", i), Cell: func(c *planCells) *reactive.Reaction { return &c.effects[i] }}
		if i == 0 {
			n.Reads = []int32{int32(p.watch[i])}
			n.Run = func(_ context.Context, c *planCells) error {
				c.seen[i], c.errs[i] = p.read(c, p.watch[i], nil)
				return nil
			}
		} else {
			n.Dynamic = func(_ context.Context, c *planCells, t *reactive.Tracker) error {
				c.seen[i], c.errs[i] = p.read(c, p.watch[i], t)
				return nil
			}
		}
		nodes = append(nodes, n)
	}
	p.plan = reactive.NewPlan(nodes...)
	return p
}

// TestModelOfPlans compares instances of random plans with the oracle, one action at a time.
func TestModelOfPlans(t *testing.T) {
	n := *sequences / 4
	if testing.Short() {
		n = min(n, 500)
	}
	for seed := range uint64(n) {
		rnd := rand.New(rand.NewPCG(seed, 11))
		p := newPlanModel(rnd)
		c := new(planCells)
		var hooks *reactive.Hooks
		if seed%3 == 0 {
			hooks = &reactive.Hooks{CheckWiring: true}
		}
		p.plan.Mount(c, hooks)
		if err := p.plan.Start(t.Context(), c); err != nil {
			t.Fatal(seed, err)
		}
		now := make([]int, planFields)
		for range 15 {
			before := append([]int(nil), now...)
			same := func(what string, cell int, values []int, v int, err error) {
				t.Helper()
				w, werr := p.oracle(cell, values)
				if v != w || (err != nil) != (werr != nil) {
					t.Fatalf("seed %d, %s: cell %d is %d, %v; want %d, %v", seed, what, cell, v, err, w, werr)
				}
			}
			i, v := rnd.IntN(planFields), rnd.IntN(5)
			switch rnd.IntN(4) {
			case 0:
				c.fields[i].Set(v)
				now[i] = v
			case 1:
				c.Batch(func(tx *reactive.Tx) error {
					for i := range planFields {
						now[i] = rnd.IntN(5)
						c.fields[i].SetIn(tx, now[i])
					}
					cell := rnd.IntN(planFields + planNodes)
					v, err := p.read(c, cell, nil)
					same("beside the batch", cell, before, v, err)
					return nil
				})
			case 2:
				c.Snapshot(func(r *reactive.Reader) error {
					c.fields[i].Set(v)
					now[i] = v
					for cell := range planFields + planNodes {
						v, err := p.at(c, cell, r)
						same("snapshot", cell, before, v, err)
					}
					return nil
				})
			default:
				cell := rnd.IntN(planFields + planNodes)
				v, err := p.read(c, cell, nil)
				same("read", cell, now, v, err)
			}
			if err := c.Settled(t.Context()); err != nil {
				t.Fatal(err)
			}
			for i, cell := range p.watch {
				same("effect", cell, now, c.seen[i], c.errs[i])
			}
		}
		c.Close()
	}
}

// TestModelUnderConcurrency has writers that keep all fields equal, in batches, beside readers of everything: whatever anybody sees of
// a cell must be what the oracle makes of equal fields.
func TestModelUnderConcurrency(t *testing.T) {
	n := *sequences / 400
	if testing.Short() {
		n = min(n, 20)
	}
	for seed := range uint64(n) {
		rnd := rand.New(rand.NewPCG(seed, 13))
		p := newPlanModel(rnd)
		c := new(planCells)
		p.plan.Mount(c, nil)
		if err := p.plan.Start(t.Context(), c); err != nil {
			t.Fatal(seed, err)
		}
		type result struct {
			v   int
			bad bool
		}
		allowed := make([]map[result]bool, planFields+planNodes)
		for cell := range allowed {
			allowed[cell] = map[result]bool{}
			for v := range 6 {
				x, err := p.oracle(cell, []int{v, v, v})
				allowed[cell][result{x, err != nil}] = true
			}
		}
		var wg sync.WaitGroup
		for range 2 {
			seed := rnd.Uint64()
			wg.Go(func() {
				rnd := rand.New(rand.NewPCG(seed, 1))
				for range 100 {
					v := rnd.IntN(6)
					c.Batch(func(tx *reactive.Tx) error {
						for i := range planFields {
							c.fields[i].SetIn(tx, v)
						}
						return nil
					})
				}
			})
		}
		for range 2 {
			seed := rnd.Uint64()
			wg.Go(func() {
				rnd := rand.New(rand.NewPCG(seed, 2))
				for range 300 {
					cell := rnd.IntN(planFields + planNodes)
					v, err := p.read(c, cell, nil)
					if !allowed[cell][result{v, err != nil}] {
						t.Errorf("seed %d: cell %d is %d, %v, which no version has", seed, cell, v, err)
					}
				}
				c.Snapshot(func(r *reactive.Reader) error {
					f := c.fields[0].At(r)
					for cell := range planFields + planNodes {
						v, err := p.at(c, cell, r)
						w, werr := p.oracle(cell, []int{f, f, f})
						if v != w || (err != nil) != (werr != nil) {
							t.Errorf("seed %d, snapshot at %d: cell %d is %d, %v; want %d, %v", seed, f, cell, v, err, w, werr)
						}
					}
					return nil
				})
			})
		}
		wg.Wait()
		if err := c.Settled(t.Context()); err != nil {
			t.Fatal(err)
		}
		f := c.fields[0].Get()
		for cell := range planFields + planNodes {
			v, err := p.read(c, cell, nil)
			w, werr := p.oracle(cell, []int{f, f, f})
			if v != w || (err != nil) != (werr != nil) {
				t.Errorf("seed %d, at the end: cell %d is %d, %v; want %d, %v", seed, cell, v, err, w, werr)
			}
		}
		for i, cell := range p.watch {
			w, werr := p.oracle(cell, []int{f, f, f})
			if c.seen[i] != w || (c.errs[i] != nil) != (werr != nil) {
				t.Errorf("seed %d: effect %d saw %d, %v; want %d, %v", seed, i, c.seen[i], c.errs[i], w, werr)
			}
		}
		c.Close()
		if t.Failed() {
			return
		}
	}
}
