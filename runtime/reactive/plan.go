package reactive

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"sync/atomic"
	"unsafe"
)

// Cells is the head of a generated struct: its first field, or the first field of its first field. It is the domain of
// the instance, whose methods it has. Its zero value, in a struct that was never mounted, is an idle domain.
type Cells struct{ Domain }

func (c *Cells) head() unsafe.Pointer { return unsafe.Pointer(c) }

// A Plan is the wiring of one component type: which cells its instances have, where they lie in the generated struct C,
// what each reads and how it is computed. It is immutable and shared by all instances.
type Plan[C any] struct{ w wiring }

// wiring is the part of a plan that needs no type.
type wiring struct {
	runners []runner
	lines   []line  // what every run needs, close together; indexed like nodes
	bottoms []int32 // how far down from each node every first source is the node just before
	nodes   []wired
	effects []int32 // indexes of reactions, in plan order
}

// line is the part of a node that every run of it needs, in 16 bytes, since large graphs are bound by memory.
type line struct {
	compute unsafe.Pointer // the func value, for runners[runner]
	first   int32          // the first source, if that is a computed of the plan, or -1
	where   uint32         // offset of the cell in the struct in units of 8 bytes (upper 26 bits) and runner
}

const (
	runnerBits = 6
	runnerMask = 1<<runnerBits - 1
)

// A runner runs the body of node i and stores what it came to. It may go on up to node high, which are the flight's too; at is
// the last that it ran. Nodes of one shape share one; the first runs the others.
type runner func(d *Domain, f *flight, i, high int) (at int, got outcome)

func (l *line) offset() uintptr { return uintptr(l.where>>runnerBits) * 8 }

// runAlone is the runner of nodes that have a run of their own.
func runAlone(d *Domain, f *flight, i, _ int) (at int, got outcome) {
	return i, d.plan.nodes[i].run(d, f, d.at(i))
}

// share gives node i, whose runner is that of every node with the same shape, its place among the runners.
func (w *wiring) share(i int, n *wired, shapes map[any]int) {
	l := &w.lines[i]
	l.where = uint32(n.offset/8) << runnerBits
	if n.shape == nil {
		return
	}
	at, known := shapes[n.shape]
	if !known {
		if len(w.runners) > runnerMask {
			return
		}
		at = len(w.runners)
		shapes[n.shape] = at
		w.runners = append(w.runners, n.runner)
	}
	l.where |= uint32(at)
	l.compute = n.compute
}

// wired is one cell of every instance.
type wired struct {
	name    string
	kind    kind
	offset  uintptr // of the cell in the struct
	reads   []int32 // in read order
	sources []int32 // every source that it depends on, directly or not, in plan order
	dynamic bool    // sources are not all that it may depend on
	equal   any     // func(a, b T) bool of a source; nil counts every write as a change
	hash    any     // func(v T) uint64 of a source; nil where equal is to look at both values

	run       func(d *Domain, f *flight, v *vertex) outcome          // of a computed without a shape
	shape     any                                                    // nodes with an equal one share a runner
	runner    runner                                                 // of a computed with a shape
	compute   unsafe.Pointer                                         // for the runner
	aside     func(d *Domain) (unsafe.Pointer, error)                // of a computed: a run for one reader alone; the value
	grab      func(v *vertex) unsafe.Pointer                         // of a computed: the present value, to keep
	react     func(ctx context.Context, d *Domain, t *Tracker) error // of an effect
	supersede bool
	mount     func(d *Domain, v *vertex) // what else Mount has to do
}

// Node describes one cell of the struct C to NewPlan: a FieldNode, a ValueNode, a WordNode, a DynamicNode or a
// ReactionNode.
type Node[C any] interface {
	wire(at func(cell unsafe.Pointer) uintptr, probe *C) wired
}

// NewPlan wires nodes, which later refer to earlier ones by their index. Generated code calls it once for each component
// type, in a package-level variable. It panics when a node reads one that does not come before it (which also excludes
// cycles), when a cell lies outside of C, or when C does not begin with Cells: the generated file is then not the one that
// sigen wrote.
func NewPlan[C any](nodes ...Node[C]) *Plan[C] {
	probe := new(C)
	start := unsafe.Pointer(probe)
	if c, ok := any(probe).(interface{ head() unsafe.Pointer }); !ok || c.head() != start { // Mount would write over what does
		panic("reactive: a generated struct that does not begin with its Cells; run go generate")
	}
	at := func(cell unsafe.Pointer) uintptr {
		off := uintptr(cell) - uintptr(start)
		if uintptr(cell) < uintptr(start) || off >= unsafe.Sizeof(*probe) {
			panic("reactive: a cell lies outside of the generated struct; run go generate")
		}
		return off
	}
	p := &Plan[C]{}
	p.w.nodes, p.w.lines, p.w.bottoms = make([]wired, len(nodes)), make([]line, len(nodes)), make([]int32, len(nodes))
	p.w.runners = []runner{runAlone}
	shapes := make(map[any]int)
	for i, n := range nodes {
		w := n.wire(at, probe)
		seen := make(map[int32]bool)
		for _, r := range w.reads {
			if r < 0 || int(r) >= i {
				panic("reactive: node " + strconv.Itoa(i) + " (" + w.name + ") reads node " + strconv.Itoa(int(r)) + ", which does not come before it; run go generate")
			}
			from := &p.w.nodes[r]
			if from.kind == kindEffect {
				panic("reactive: node " + strconv.Itoa(i) + " (" + w.name + ") reads effect " + from.name + "; run go generate")
			}
			w.dynamic = w.dynamic || from.dynamic
			if from.kind == kindSource {
				seen[r] = true
			}
			for _, s := range from.sources {
				seen[s] = true
			}
		}
		if w.dynamic { // it may come to depend on any
			for s := range p.w.nodes[:i] {
				if p.w.nodes[s].kind == kindSource {
					seen[int32(s)] = true
				}
			}
		}
		if w.kind != kindSource {
			w.sources = slices.Sorted(maps.Keys(seen))
		}
		if w.kind == kindEffect {
			p.w.effects = append(p.w.effects, int32(i))
		}
		p.w.nodes[i] = w
		if w.offset%8 != 0 || w.offset/8 >= 1<<(32-runnerBits) {
			panic("reactive: the generated struct is larger than 512 MB")
		}
		p.w.lines[i].first = -1
		p.w.share(i, &w, shapes)
		if len(w.reads) > 0 && p.w.nodes[w.reads[0]].kind == kindComputed {
			p.w.lines[i].first = w.reads[0]
		}
		p.w.bottoms[i] = int32(i)
		if first := p.w.lines[i].first; first >= 0 && int(first) == i-1 && p.w.nodes[first].mount == nil {
			p.w.bottoms[i] = p.w.bottoms[first]
		}
	}
	return p
}

// Mount makes c's cells one domain, before c is shared. c must not be copied afterwards. A nil hooks gives effects a
// goroutine of their own while they are busy and drops their errors.
func (p *Plan[C]) Mount(c *C, hooks *Hooks) {
	d := (*Domain)(unsafe.Pointer(c))
	if d.plan != nil {
		panic("reactive: mounted twice")
	}
	d.plan = &p.w
	d.version.Store(step)
	if hooks != nil && (len(p.w.effects) > 0 || hooks.CheckWiring) {
		d.extra().hooks = hooks
		if hooks.CheckWiring {
			d.side.Load().redirect(d, +1)
		}
	}
	for i := range p.w.nodes {
		n := &p.w.nodes[i]
		v := d.at(i)
		v.meta = metaOf(i, n.kind)
		if n.kind == kindSource {
			v.claim = claimAt(n.offset)
			if v.state.Load() != 0 { // set before it was mounted
				v.state.Store(pack(step, step))
			}
		}
		if n.mount != nil {
			n.mount(d, v)
		}
	}
}

// Start runs every effect once, in plan order, and has them follow their sources from then on. It stops at the first that
// fails and returns its error; those before it stay in force until the domain is closed. ctx is the parent of the contexts of
// all runs, so it should last as long as the instance.
func (p *Plan[C]) Start(ctx context.Context, c *C) error {
	d := (*Domain)(unsafe.Pointer(c))
	for _, i := range p.w.effects {
		n := &p.w.nodes[i]
		r := &reaction{d: d, v: d.at(int(i)), name: n.name, supersede: n.supersede, parent: ctx}
		if n.dynamic && n.reads == nil {
			r.track = new(Tracker)
		}
		if err := r.start(); err != nil {
			return err
		}
	}
	return nil
}

// FieldNode is a cell that code outside of the graph writes: settings, or a signal of the component.
type FieldNode[C, T any] struct {
	Name  string
	Cell  func(c *C) *Field[T]
	Equal func(a, b T) bool // values that count as the same; nil when each write is a change
	Hash  func(v T) uint64  // may be given beside Equal, and must be the same for values that are: a write of another then need not look at the old value
}

func (n FieldNode[C, T]) wire(at func(unsafe.Pointer) uintptr, probe *C) wired {
	w := wired{name: n.Name, kind: kindSource, offset: at(unsafe.Pointer(n.Cell(probe)))}
	if n.Equal != nil {
		w.equal = n.Equal
	}
	if n.Equal != nil && n.Hash != nil {
		w.hash = n.Hash
		w.mount = func(_ *Domain, v *vertex) {
			if p := (*Field[T])(unsafe.Pointer(v)).cur.Load(); p != nil { // set before it was mounted
				v.claim = remark(v.claim, n.Hash, *p)
			}
		}
	}
	return w
}

// ValueNode is a computed of any type. Compute reads only what Reads lists, in that order of first reads; a list that
// is too long costs a run, one that is too short would leave the value stale (see Hooks.CheckWiring).
type ValueNode[C, T any] struct {
	Name    string
	Cell    func(c *C) *Value[T]
	Compute func(c *C) (T, error)
	Equal   func(a, b T) bool // nil when each run is a change
	Reads   []int32
}

func (n ValueNode[C, T]) wire(at func(unsafe.Pointer) uintptr, probe *C) wired {
	compute, equal := n.Compute, n.Equal
	return wired{name: n.Name, kind: kindComputed, offset: at(unsafe.Pointer(n.Cell(probe))), reads: n.Reads,
		run: func(d *Domain, f *flight, v *vertex) outcome {
			t, err := compute((*C)(d.base()))
			if f.overtaken(d, v) {
				return overtaken
			}
			if err != nil {
				f.err = err
				return broken
			}
			return (*Value[T])(unsafe.Pointer(v)).store(t, equal)
		},
		aside: func(d *Domain) (unsafe.Pointer, error) {
			t, err := compute((*C)(d.base()))
			return unsafe.Pointer(&t), err
		},
		grab: func(v *vertex) unsafe.Pointer { return unsafe.Pointer((*Value[T])(unsafe.Pointer(v)).cur.Load()) },
	}
}

// WordNode is a computed whose type is a number or a bool: a run that changes it allocates nothing.
type WordNode[C any, T Word] struct {
	Name    string
	Cell    func(c *C) *WordValue[T]
	Compute func(c *C) (T, error)
	Reads   []int32
}

func (n WordNode[C, T]) wire(at func(unsafe.Pointer) uintptr, probe *C) wired {
	compute := n.Compute
	return wired{name: n.Name, kind: kindComputed, offset: at(unsafe.Pointer(n.Cell(probe))), reads: n.Reads,
		shape: (*T)(nil), compute: *(*unsafe.Pointer)(unsafe.Pointer(&compute)), runner: runWord[C, T],
		aside: func(d *Domain) (unsafe.Pointer, error) {
			t, err := compute((*C)(d.base()))
			return unsafe.Pointer(&t), err
		},
		grab: func(v *vertex) unsafe.Pointer {
			w := atomic.LoadUint64(&(*WordValue[T])(unsafe.Pointer(v)).word)
			return unsafe.Pointer(&w)
		},
	}
}

// runWord is the runner of WordNodes, whose line.compute is a func(*C) (T, error). While each changes the next one's first source
// has changed, so that has to run; the loop goes on through the span until something is not as usual.
func runWord[C any, T Word](d *Domain, f *flight, i, high int) (at int, got outcome) {
	version := f.version
	l := &d.plan.lines[i]
	shape := l.where & runnerMask
	for {
		cell := (*WordValue[T])(unsafe.Add(d.base(), l.offset()))
		s := cell.state.Load()
		t, err := (*(*func(*C) (T, error))(unsafe.Pointer(&l.compute)))((*C)(d.base()))
		if (d.version.Load() != version || f.torn) && f.overtaken(d, &cell.vertex) {
			return i, overtaken
		}
		if err != nil {
			f.err = err
			return i, broken
		}
		if s == 0 || stampOf(s)&failed != 0 {
			return i, cell.store(t)
		}
		w := atomic.LoadUint64(&cell.word)
		if Same(*(*T)(unsafe.Pointer(&w)), t) {
			return i, unchanged
		}
		w = 0
		*(*T)(unsafe.Pointer(&w)) = t
		publish(&cell.word, w, &cell.state, version<<ageBits)
		if i == high || f.awaited.Load() {
			return i, passed
		}
		l = (*line)(unsafe.Add(unsafe.Pointer(l), unsafe.Sizeof(*l)))
		if l.where&runnerMask != shape || versionOf((*vertex)(unsafe.Add(d.base(), l.offset())).state.Load()) >= version {
			return i, passed // the flight looks at the next
		}
		i++
		f.cell = i
	}
}

// ReactionNode is an effect. Run reads only what Reads lists.
type ReactionNode[C any] struct {
	Name      string
	Cell      func(c *C) *Reaction
	Run       func(ctx context.Context, c *C) error
	Dynamic   func(ctx context.Context, c *C, t *Tracker) error // instead of Run and Reads
	Supersede bool                                              // a newer change ends ctx of a run under way
	Reads     []int32
}

func (n ReactionNode[C]) wire(at func(unsafe.Pointer) uintptr, probe *C) wired {
	w := wired{name: n.Name, kind: kindEffect, offset: at(unsafe.Pointer(n.Cell(probe))), reads: n.Reads, supersede: n.Supersede}
	if n.Dynamic != nil {
		w.dynamic = true
		w.react = func(ctx context.Context, d *Domain, t *Tracker) error { return n.Dynamic(ctx, (*C)(d.base()), t) }
		return w
	}
	w.react = func(ctx context.Context, d *Domain, _ *Tracker) error { return n.Run(ctx, (*C)(d.base())) }
	return w
}
