package reactive_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

var sequences = flag.Int("reactive.sequences", 20_000, "random action sequences that the model checker runs; 0 means for 20 seconds")

// A model is the naive twin of a domain: signals are numbers, and everything else is computed anew at each look.
type model struct {
	t       *testing.T
	rnd     chooser
	d       *reactive.Domain
	signals []*reactive.Signal[int]
	values  []int // of the signals, by the oracle
	nodes   []*modelNode
	effects []*modelEffect
	trace   []string
	pause   func() // called by bodies, when not nil
}

// A chooser makes the choices of a model: at random from a seed, or as a fuzzer's bytes say.
type chooser interface{ IntN(n int) int }

func seeded(seed, stream uint64) chooser { return rand.New(rand.NewPCG(seed, stream)) }

// modelNode is one computed: a formula over earlier cells. Cells are numbered: signals first, then nodes.
type modelNode struct {
	c       *reactive.Computed[int]
	form    formula
	dynamic bool
	in      []int
	runs    atomic.Int32 // since the last step
}

type formula int

const (
	sum    formula = iota // of all inputs
	parity                // of the sum: cuts changes off
	pick                  // the first input chooses which other one is read
	fails                 // when the sum is divisible by 3
	formulas
)

var errModel = errors.New("divisible by 3")

// eval applies a formula to inputs that are read when needed, in order.
func (f formula) eval(n int, read func(k int) (int, error)) (int, error) {
	if f == pick {
		first, err := read(0)
		if err != nil || n == 1 {
			return first, err
		}
		return read(1 + abs(first)%(n-1))
	}
	total := 0
	for k := range n {
		v, err := read(k)
		if err != nil {
			return 0, err
		}
		total += v
	}
	switch {
	case f == parity:
		return total & 1, nil
	case f == fails && total%3 == 0:
		return 0, errModel
	}
	return total % 1000, nil
}

func abs(x int) int { return max(x, -x) }

type modelEffect struct {
	e    *reactive.Effect
	on   int
	seen int
	err  error
	runs int
	dead bool
}

// oracle computes a cell from nothing but the signals.
func (m *model) oracle(cell int, values []int) (int, error) {
	if cell < len(m.signals) {
		return values[cell], nil
	}
	n := m.nodes[cell-len(m.signals)]
	return n.form.eval(len(n.in), func(k int) (int, error) { return m.oracle(n.in[k], values) })
}

func (m *model) read(cell int, t *reactive.Tracker) (int, error) {
	if cell < len(m.signals) {
		if t != nil {
			return m.signals[cell].Track(t), nil
		}
		return m.signals[cell].Get(), nil
	}
	c := m.nodes[cell-len(m.signals)].c
	if t != nil {
		return c.Track(t)
	}
	return c.Get()
}

func (m *model) source(cell int) reactive.Source {
	if cell < len(m.signals) {
		return m.signals[cell]
	}
	return m.nodes[cell-len(m.signals)].c
}

func newModel(t *testing.T, rnd chooser) *model {
	m := &model{t: t, rnd: rnd, d: reactive.NewDomain()}
	for range 1 + m.rnd.IntN(4) {
		v := m.rnd.IntN(5)
		m.signals = append(m.signals, reactive.NewSignal(m.d, v))
		m.values = append(m.values, v)
	}
	for range 1 + m.rnd.IntN(8) {
		n := &modelNode{form: formula(m.rnd.IntN(int(formulas))), dynamic: m.rnd.IntN(2) == 0}
		cells := len(m.signals) + len(m.nodes)
		for range 1 + m.rnd.IntN(min(4, cells)) {
			n.in = append(n.in, m.rnd.IntN(cells))
		}
		if n.dynamic {
			n.c = reactive.NewDynamic(m.d, func(tr *reactive.Tracker) (int, error) {
				n.runs.Add(1)
				m.hold()
				return n.form.eval(len(n.in), func(k int) (int, error) { return m.read(n.in[k], tr) })
			})
		} else {
			var deps []reactive.Source
			for _, in := range n.in {
				deps = append(deps, m.source(in))
			}
			n.c = reactive.NewComputed(m.d, func() (int, error) {
				n.runs.Add(1)
				m.hold()
				return n.form.eval(len(n.in), func(k int) (int, error) { return m.read(n.in[k], nil) })
			}, deps...)
		}
		m.nodes = append(m.nodes, n)
	}
	for range m.rnd.IntN(3) {
		m.addEffect()
	}
	return m
}

func (m *model) hold() {
	if m.pause != nil {
		m.pause()
	}
}

func (m *model) addEffect() {
	x := &modelEffect{on: m.rnd.IntN(len(m.signals) + len(m.nodes))}
	if m.rnd.IntN(2) == 0 {
		x.e = reactive.NewEffect(m.d, func(context.Context) error {
			x.runs++
			x.seen, x.err = m.read(x.on, nil)
			return nil
		}, m.source(x.on))
	} else {
		x.e = reactive.NewDynamicEffect(m.d, func(_ context.Context, tr *reactive.Tracker) error {
			x.runs++
			x.seen, x.err = m.read(x.on, tr)
			return nil
		})
	}
	m.effects = append(m.effects, x)
}

// step does one random thing to both.
func (m *model) step() {
	before := append([]int(nil), m.values...)
	runs := make([]int, len(m.effects))
	for i, x := range m.effects {
		runs[i] = x.runs
	}
	for _, n := range m.nodes {
		n.runs.Store(0)
	}
	switch act := m.rnd.IntN(10); {
	case act < 4:
		i, v := m.rnd.IntN(len(m.signals)), m.rnd.IntN(5)
		m.trace = append(m.trace, fmt.Sprintf("s%d = %d", i, v))
		m.signals[i].Set(v)
		m.values[i] = v
	case act < 6:
		m.trace = append(m.trace, "batch")
		m.d.Batch(func(tx *reactive.Tx) error {
			for range 1 + m.rnd.IntN(4) {
				i, v := m.rnd.IntN(len(m.signals)), m.rnd.IntN(5)
				m.trace = append(m.trace, fmt.Sprintf("  s%d = %d", i, v))
				m.signals[i].SetIn(tx, v)
				m.values[i] = v
				if m.rnd.IntN(2) == 0 {
					c := m.rnd.IntN(len(m.nodes))
					m.same("in the batch", c, m.values, func() (int, error) { return m.nodes[c].c.GetIn(tx) })
					m.same("beside the batch", c, before, m.nodes[c].c.Get)
				}
			}
			return nil
		})
		for _, n := range m.nodes {
			n.runs.Store(0) // those above are not counted
		}
	case act < 7:
		m.trace = append(m.trace, "snapshot")
		m.d.Snapshot(func(r *reactive.Reader) error {
			i, v := m.rnd.IntN(len(m.signals)), m.rnd.IntN(5)
			m.trace = append(m.trace, fmt.Sprintf("  s%d = %d", i, v))
			m.signals[i].Set(v)
			m.values[i] = v
			for c := range m.nodes {
				m.same("in the snapshot", c, before, func() (int, error) { return m.nodes[c].c.At(r) })
			}
			return nil
		})
		m.d.Settled(context.Background())
		for _, n := range m.nodes {
			n.runs.Store(0)
		}
	case act < 8:
		if len(m.effects) < 4 {
			m.trace = append(m.trace, "effect")
			m.addEffect()
			runs = append(runs, 1)
		}
	case act < 9:
		if len(m.effects) > 0 {
			x := m.effects[m.rnd.IntN(len(m.effects))]
			m.trace = append(m.trace, "dispose")
			x.e.Dispose()
			x.dead = true
		}
	default:
		c := m.rnd.IntN(len(m.nodes))
		m.trace = append(m.trace, fmt.Sprintf("read c%d", c))
		m.same("read", c, m.values, m.nodes[c].c.Get)
		return
	}
	if err := m.d.Settled(context.Background()); err != nil {
		m.fail("settled: %v", err)
	}
	for i, x := range m.effects {
		if x.dead {
			continue
		}
		v, err := m.oracle(x.on, m.values)
		if x.seen != v || (x.err != nil) != (err != nil) {
			m.fail("effect %d on cell %d saw %d, %v; it is %d, %v", i, x.on, x.seen, x.err, v, err)
		}
		if was, werr := m.oracle(x.on, before); was == v && werr == nil && err == nil && x.runs > runs[i] && !m.nodeMayMove(x.on) {
			m.fail("effect %d on cell %d ran %d times though nothing changed", i, x.on, x.runs-runs[i])
		}
	}
	for c, n := range m.nodes {
		if runs := n.runs.Load(); runs > 1 {
			m.fail("c%d ran %d times for one change", c, runs)
		}
	}
}

// nodeMayMove: a computed that fails counts as changed even when it fails in the same way, and what reads it runs.
func (m *model) nodeMayMove(cell int) bool {
	if cell < len(m.signals) {
		return false
	}
	n := m.nodes[cell-len(m.signals)]
	if n.form == fails {
		return true
	}
	for _, in := range n.in {
		if m.nodeMayMove(in) {
			return true
		}
	}
	return false
}

func (m *model) same(where string, c int, values []int, get func() (int, error)) {
	got, err := get()
	v, werr := m.oracle(len(m.signals)+c, values)
	if got != v || (err != nil) != (werr != nil) {
		m.fail("%s: c%d is %d, %v; want %d, %v", where, c, got, err, v, werr)
	}
}

func (m *model) fail(format string, args ...any) {
	for i, n := range m.nodes {
		m.t.Logf("c%d: formula %d of %v, dynamic %v", i, n.form, n.in, n.dynamic)
	}
	for _, line := range m.trace {
		m.t.Log(line)
	}
	m.t.Fatalf(format, args...)
}

// TestModel compares random graphs under random actions with the oracle. -reactive.sequences=1000000 is the long form.
func TestModel(t *testing.T) {
	n := *sequences
	if testing.Short() {
		n = min(n, 2000)
	}
	start := time.Now()
	for seed := uint64(1); n == 0 && time.Since(start) < 20*time.Second || seed <= uint64(n); seed++ {
		m := newModel(t, seeded(seed, 7))
		m.trace = append(m.trace, fmt.Sprint("seed ", seed))
		m.play(func(step int) bool { return step < 12 })
	}
}

// play makes steps as long as more says so, and closes the domain.
func (m *model) play(more func(step int) bool) {
	for step := 0; more(step); step++ {
		m.step()
	}
	for c := range m.nodes {
		m.same("end", c, m.values, m.nodes[c].c.Get)
	}
	m.d.Close()
}
