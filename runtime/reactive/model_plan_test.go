package reactive_test

import (
	"context"
	"fmt"
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
	pause func() // called by bodies, when not nil
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

func newPlanModel(rnd chooser) *planModel {
	p := &planModel{}
	var nodes []reactive.Node[planCells]
	for i := range planFields {
		nodes = append(nodes, reactive.FieldNode[planCells, int]{Name: fmt.Sprint("f", i), Equal: reactive.Same[int], Hash: reactive.Hash[int],
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
			if p.pause != nil {
				p.pause()
			}
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
		playPlan(t, fmt.Sprint("seed ", seed), seeded(seed, 11), func(step int) bool { return step < 15 })
	}
}

// playPlan makes steps on an instance of a random plan as long as more says so.
func playPlan(t *testing.T, which string, rnd chooser, more func(step int) bool) {
	p := newPlanModel(rnd)
	c := new(planCells)
	var hooks *reactive.Hooks
	if rnd.IntN(3) == 0 {
		hooks = &reactive.Hooks{CheckWiring: true}
	}
	p.plan.Mount(c, hooks)
	defer c.Close()
	if err := p.plan.Start(t.Context(), c); err != nil {
		t.Fatal(which, err)
	}
	now := make([]int, planFields)
	for step := 0; more(step); step++ {
		before := append([]int(nil), now...)
		same := func(what string, cell int, values []int, v int, err error) {
			t.Helper()
			w, werr := p.oracle(cell, values)
			if v != w || (err != nil) != (werr != nil) {
				t.Fatalf("%s, %s: cell %d is %d, %v; want %d, %v", which, what, cell, v, err, w, werr)
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
}
