package flow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// A unit is one top-level function with the functions nested in it. Its values
// are looked at together, without regard to order: which memory each may lead to
// (points), and which parameters it may have been derived from (data).
type unit struct {
	p     *pkg
	top   *ssa.Function
	funcs []*ssa.Function
	out   *facts.Func

	elems   []*elem
	byKey   map[any]int
	points  map[ssa.Value]*set
	data    map[ssa.Value]uint64
	results map[*ssa.Function][]*set // of nested functions
	resData map[*ssa.Function]uint64
	tuples  map[ssa.Value][]*set // of calls with several results
	rets    []*set               // of the top function
	retData []uint64
	grew    bool
	version int // grows with the contents of any element

	work    int
	before  int             // the work of the rounds before the last one
	views   map[viewKey]int // what was narrowed already
	inside  map[viewKey]int // with how much known of the variable
	feeding map[int]bool    // methods of interfaces that are being called with what is handed on
	at      token.Pos       // overrides the position of an instruction

	final      bool // the last round, which records
	cur        *ssa.Function
	block      *ssa.BasicBlock            // of the current instruction
	control    map[*ssa.BasicBlock]uint64 // what decides whether a block runs
	entered    map[*ssa.Function]uint64   // what decides whether, or how often, a nested function runs
	choice     uint64                     // what decides which function the current call is of
	decided    map[*ssa.Function]map[*ssa.BasicBlock][]*ssa.BasicBlock
	copies     map[*ssa.Alloc]*ssa.Store // what replaced found
	lasting    map[*ssa.Function]bool    // nested functions that write what outlives their calls
	calledWith []set                     // what functions in parameters were called with
	component  bool                      // it is a method of a component
	noted      map[notedKey]*noted       // what was noted already
	effects    map[string]bool
	flows      map[flowKey]int // index in out.Flows
	vague      bool            // the flow that is being noted may have a place that says more
	unsure     map[int]bool    // flows that were noted so
	writes     map[int]int     // index in out.Writes, by parameter
	deep       bool            // the write that is being noted is to what lies behind pointers
	kinds      *[]string       // what it writes, when its path does not show that
	by         []facts.Label   // the methods of interfaces that alone may write it
	passes     map[passKey]facts.Pass
	marks      map[string]bool
	stored     map[string]*set // what initialisation puts into package-level variables
}

type elemKind uint8

const (
	elemAlloc  elemKind = iota // made in this unit, or the result of a call
	elemFunc                   // a function value
	elemParam                  // what a parameter reaches
	elemGlobal                 // what a package-level variable reaches
	elemHandle                 // what a handle returned: the kernel's
	elemOuter                  // what a nested function is called with from outside
	elemDyn                    // a type inside an interface
	elemRaised                 // what a panic carries
	elemLent                   // what a method of an interface may have put there of its own
)

// An elem is one piece of memory, or a tag that travels with it.
type elem struct {
	kind     elemKind
	n        int
	as       int  // of a parameter: the type parameter whose values lead there; see typeparam.go
	returned bool // of as: by what a call of the parameter returned
	mix      bool // what a function that was called may have made of all that it was called with
	global   *facts.Global
	needs    facts.Needs
	fn       *ssa.Function // a nested function of this unit
	callee   facts.Callee
	method   *types.Func // of a method value that was made in this unit
	dyn      string
	dynT     types.Type
	opaque   bool
	ctx      bool // of what comes from outside: it is a context
	tenants  bool // of a handle: it is what sig.PerTenant returned
	lent     facts.Label
	env      ssa.Instruction // of a parameter: what functions have captured that lie there and are called here
	by       *ssa.Function   // that made it

	contents set
	data     uint64

	reached   set // what can be reached from it, as of a version of the unit
	reachedAt int
}

func newUnit(p *pkg, top *ssa.Function) *unit {
	u := &unit{p: p, top: top, byKey: map[any]int{}, points: map[ssa.Value]*set{}, data: map[ssa.Value]uint64{},
		results: map[*ssa.Function][]*set{}, resData: map[*ssa.Function]uint64{}, tuples: map[ssa.Value][]*set{},
		effects: map[string]bool{}, flows: map[flowKey]int{}, unsure: map[int]bool{}, writes: map[int]int{}, passes: map[passKey]facts.Pass{},
		control: map[*ssa.BasicBlock]uint64{}, entered: map[*ssa.Function]uint64{}, decided: map[*ssa.Function]map[*ssa.BasicBlock][]*ssa.BasicBlock{},
		marks: map[string]bool{}, views: map[viewKey]int{}, inside: map[viewKey]int{}, feeding: map[int]bool{}, stored: map[string]*set{}, copies: map[*ssa.Alloc]*ssa.Store{}, lasting: map[*ssa.Function]bool{}, calledWith: make([]set, len(top.Params)+len(top.FreeVars)), noted: map[notedKey]*noted{}}
	u.add(top)
	r := top.Signature.Recv()
	u.component = r != nil && p.isComponent(r.Type())
	u.out = &facts.Func{Name: p.name(top), Pos: p.position(top.Pos())}
	return u
}

// outerData marks what nested functions are called with from outside, raisedData what a
// panic carries. Parameters beyond the ones before them count as one.
const (
	outerData  = 1 << 63
	raisedData = 1 << 62
	lastParam  = facts.LastParam
)

// add takes f and what is nested in it into the unit; what package
// initialisers contain are units of their own.
func (u *unit) add(f *ssa.Function) {
	u.funcs = append(u.funcs, f)
	for _, a := range f.AnonFuncs {
		if !u.p.separate(a) {
			u.add(a)
		}
	}
}

// run looks at every instruction until nothing new comes up, then once more to
// write down what was found.
func (u *unit) run() {
	for i, par := range u.top.Params {
		u.bind(par, u.param(i), 1<<min(i, lastParam))
	}
	for _, f := range u.funcs[1:] { // what others call them with is theirs
		if u.compares(f) {
			continue
		}
		for _, par := range f.Params {
			if isContext(par.Type()) {
				u.bind(par, u.outerContext(), outerData)
			} else {
				u.bind(par, u.outer(), outerData)
			}
		}
	}
	for i, fv := range u.top.FreeVars { // of a function that is a unit of its own
		u.bind(fv, u.param(len(u.top.Params)+i), 0)
	}
	for {
		u.grew = false
		u.pass()
		if u.spent() {
			u.giveUp()
			return
		}
		if !u.grew {
			break
		}
	}
	u.final = true
	u.before, u.work = u.work, 0
	u.pass()
	if u.spent() {
		u.giveUp()
		return
	}
	u.finish()
}

// The limits of work, in steps of about a hundred nanoseconds. They count steps and not time,
// so that a verdict does not depend on the machine.
const (
	unitLimit    = 300_000
	packageLimit = 20_000_000
	elemLimit    = 600 // pieces of memory in one function
)

// spent reports whether the work on this function has gone on for too long.
func (u *unit) spent() bool { return u.work > unitLimit || len(u.elems) > elemLimit }

// giveUp puts the summary of an unknowable function in place. If it runs at
// initialisation, nothing is known of the package's variables either.
func (u *unit) giveUp() {
	u.out = unknowable(u.p, u.top)
	for _, f := range u.funcs {
		if u.p.inits[f] {
			u.p.forget()
			return
		}
	}
}

// unknowable is the summary of a function that is too entangled to be understood:
// it may do anything with what it gets.
func unknowable(p *pkg, f *ssa.Function) *facts.Func {
	out := &facts.Func{Name: p.name(f), Pos: p.position(f.Pos()), Opaque: true, Blurs: true}
	out.Effects = append(out.Effects, facts.Effect{Code: facts.CodeNoBody, Verdict: facts.Undecided, Object: out.Name, Pos: out.Pos, Text: "is too entangled to be understood"})
	for i, par := range f.Params {
		if isContext(par.Type()) {
			out.Ctx |= 1 << min(i, lastParam)
		}
		from := facts.Label{Kind: facts.OfParam, N: i}
		out.Writes = append(out.Writes, facts.Write{Param: i, Deep: true, Pos: out.Pos})
		for n := range f.Signature.Results().Len() {
			to := facts.Label{Kind: facts.OfResult, N: n}
			out.Flows = append(out.Flows, facts.Flow{From: from, To: to, Pos: out.Pos}, facts.Flow{From: from, To: to, Data: true, Pos: out.Pos})
		}
		for n := range f.Params {
			if n != i {
				to := facts.Label{Kind: facts.OfParam, N: n}
				out.Flows = append(out.Flows, facts.Flow{From: from, To: to, Pos: out.Pos}, facts.Flow{From: from, To: to, Data: true, Pos: out.Pos})
			}
		}
	}
	return out
}

func (u *unit) pass() {
	u.sync()
	for _, f := range u.funcs {
		u.cur = f
		u.branches(f)
		for _, b := range f.Blocks {
			u.block = b
			for _, in := range b.Instrs {
				if u.spent() {
					return
				}
				u.instr(in)
				u.work += 1 + len(u.elems)/16
			}
		}
	}
}

func (u *unit) bind(v ssa.Value, e int, data uint64) {
	if u.p.types.reaches(v.Type()) {
		var s set
		s.add(e)
		u.put(v, s)
	}
	u.data[v] |= data
}

func (u *unit) elem(k any, make func() *elem) int {
	if i, ok := u.byKey[k]; ok {
		return i
	}
	u.elems = append(u.elems, make())
	u.byKey[k] = len(u.elems) - 1
	u.grew = true
	return len(u.elems) - 1
}

type paramKey int

type passKey struct {
	param         int
	global, needs string
}

type flowKey struct {
	from, to facts.Kind
	n, m     int
	global   string
	data     bool
	what     string
	as       int
	returned bool
	line     int
}

func (u *unit) param(i int) int {
	return u.elem(paramKey(i), func() *elem { return &elem{kind: elemParam, n: i} })
}

type envKey struct {
	n  int
	in ssa.Instruction
}

// env is what the functions have captured that were found where a parameter leads and are called by an instruction. It
// may be any of what lies there; what they are called with may lead to it after the call, but not because it was handed to them.
func (u *unit) env(i int, in ssa.Instruction) int {
	n := u.elems[i].n
	e := u.elem(envKey{n, in}, func() *elem { return &elem{kind: elemParam, n: n, env: in} })
	u.contain(u.elems[e], u.elems[i].contents)
	return e
}

func (u *unit) alloc(at any) int {
	return u.elem(at, func() *elem { return &elem{kind: elemAlloc, by: u.cur} })
}

type outerKey struct{}

// outer is what callers outside of this unit pass to nested functions.
func (u *unit) outer() int {
	return u.elem(outerKey{}, func() *elem { return &elem{kind: elemOuter} })
}

type outerContextKey struct{}

// outerContext is the contexts among that.
func (u *unit) outerContext() int {
	return u.elem(outerContextKey{}, func() *elem { return &elem{kind: elemOuter, ctx: true} })
}

type raisedKey struct{}

// raised is what the function, or what it calls, panics with: whoever recovers gets it.
func (u *unit) raised() int {
	return u.elem(raisedKey{}, func() *elem { return &elem{kind: elemRaised} })
}

type handleKey struct{}

func (u *unit) handle() int {
	return u.elem(handleKey{}, func() *elem { return &elem{kind: elemHandle} })
}

type tenantsKey struct{}

// tenants is what sig.PerTenant returned: the memory of one tenant in a shared component.
func (u *unit) tenants() int {
	return u.elem(tenantsKey{}, func() *elem { return &elem{kind: elemHandle, tenants: true} })
}

type globalKey struct {
	name, needs string
}

func (u *unit) global(g *facts.Global, needs facts.Needs) int {
	u.p.dependOn(g.Name)
	return u.elem(globalKey{g.Name, needsText(needs)}, func() *elem { return &elem{kind: elemGlobal, global: g, needs: needs} })
}

func needsText(n facts.Needs) string {
	size := 1
	for _, t := range n.Types {
		size += len(t) + 1
	}
	if len(n.Types) == 0 && !n.Mutable {
		return ""
	}
	var b strings.Builder
	b.Grow(size)
	if n.Mutable {
		b.WriteByte('!')
	}
	for _, t := range n.Types {
		b.WriteString(t)
		b.WriteByte(' ')
	}
	return b.String()
}

type calleeKey struct {
	c facts.Callee
	g string
}

// callee is the element of a function of another unit; global is the variable that it was kept in.
func (u *unit) callee(c facts.Callee, global *facts.Global) int {
	k := calleeKey{c: c}
	if global != nil {
		k.g = global.Name
	}
	n := len(u.elems)
	i := u.elem(k, func() *elem { return &elem{kind: elemFunc, callee: c, global: global} })
	if i == n { // whoever gets the function gets what it yields
		switch f := u.p.summary(c.Name); {
		case f == nil:
		case c.Inner:
			for _, l := range f.Yields {
				u.contain(u.elems[i], u.globalSet(l))
			}
		default:
			for _, fl := range f.Flows {
				if fl.From.Kind == facts.OfGlobal && fl.To.Kind == facts.OfResult {
					u.contain(u.elems[i], u.globalSet(fl.From))
				}
			}
			for _, p := range f.Passes { // to a function that whoever has it calls it with
				u.contain(u.elems[i], u.globalSet(p.From))
			}
		}
	}
	return i
}

type dynKey string

func (u *unit) dyn(name string, t types.Type) int {
	return u.elem(dynKey(name), func() *elem { return &elem{kind: elemDyn, dyn: name, dynT: t} })
}

// to is the set of v that may grow.
func (u *unit) to(v ssa.Value) *set {
	s := u.points[v]
	if s == nil {
		s = new(set)
		u.points[v] = s
	}
	return s
}

// of is what v may lead to.
func (u *unit) of(v ssa.Value) set {
	switch v := v.(type) {
	case *ssa.Global:
		g := u.p.globalOf(v)
		if g == nil {
			return nil
		}
		var s set
		s.add(u.global(g, facts.Needs{Mutable: true}))
		return s
	case *ssa.Function:
		var s set
		s.add(u.funcElem(v))
		return s
	}
	if s := u.points[v]; s != nil {
		return *s
	}
	return nil
}

// funcElem is the element of a function that is used as a value.
func (u *unit) funcElem(f *ssa.Function) int {
	for _, own := range u.funcs {
		if own == f && f != u.top {
			return u.elem(f, func() *elem { return &elem{kind: elemFunc, fn: f} })
		}
	}
	name := u.p.name(f)
	if u.final {
		u.ref(name)
		u.instantiated(f)
	}
	return u.callee(facts.Callee{Name: name}, nil)
}

func (u *unit) dataOf(v ssa.Value) uint64 {
	return u.data[v]
}

// put adds a set to what v may lead to, if v's type leads anywhere.
func (u *unit) put(v ssa.Value, s set) {
	if len(s) == 0 || !u.p.types.reaches(v.Type()) {
		return
	}
	if u.to(v).union(u.retyped(s, v.Type())) {
		u.grew = true
	}
}

// retyped narrows references to package-level memory to what a value of type t can reach.
func (u *unit) retyped(s set, t types.Type) set {
	if n := u.typeParam(t); n != 0 {
		s = u.valued(s, n)
	}
	s = u.narrowed(s, t)
	change := false
	for i := range s.all {
		if u.elems[i].kind == elemGlobal {
			change = true
		}
	}
	if !change {
		return s
	}
	var out set
	for i := range s.all {
		e := u.elems[i]
		if e.kind == elemGlobal {
			if !onlyDynamic(t) {
				i = u.view(i, t)
			}
		}
		out.add(i)
	}
	return out
}

type viewKey struct {
	e int
	t types.Type
}

// view is what a value of type t can reach of package-level memory.
func (u *unit) view(i int, t types.Type) int {
	k := viewKey{i, t}
	if v, ok := u.views[k]; ok && u.inside[k] == len(u.elems[i].global.Dyns) {
		return v
	}
	g := u.elems[i].global
	v := u.global(g, u.p.types.freezing(t, g.Inside))
	u.views[k], u.inside[k] = v, len(g.Dyns)
	return v
}

func (u *unit) putData(v ssa.Value, d uint64) {
	if u.data[v]|d != u.data[v] {
		u.data[v] |= d
		u.grew = true
	}
}

// only is what keep admits of s, in a set of its own.
func (u *unit) only(s set, keep func(e *elem) bool) set {
	var out set
	for i := range s.all {
		if keep(u.elems[i]) {
			out.add(i)
		}
	}
	return out
}

// trimmed is only that returns s itself where nothing goes, which is nearly always where it is called.
func (u *unit) trimmed(s set, keep func(e *elem) bool) set {
	for i := range s.all {
		if !keep(u.elems[i]) {
			return u.only(s, keep)
		}
	}
	return s
}

// reach is s with all that can be reached from it through memory made here.
func (u *unit) reach(s set) set {
	var out set
	for i := range s.all {
		out.union(u.reachOf(i))
	}
	return out
}

// reachOf is what can be reached from one element; the answer is kept until any element's contents grow.
func (u *unit) reachOf(i int) set {
	e := u.elems[i]
	if e.reachedAt == u.version && e.reached != nil {
		return e.reached
	}
	var out set
	out.add(i)
	work := []int{i}
	for len(work) > 0 {
		n := work[len(work)-1]
		work = work[:len(work)-1]
		work = out.gain(u.elems[n].contents, work)
	}
	u.work += 1 + len(out)*4 // a step is about a word of a set
	e.reached, e.reachedAt = out, u.version
	return out
}

// contain adds to what is in the memory of an element.
func (u *unit) contain(e *elem, s set) {
	if e.contents.union(s) {
		u.grew = true
		u.version++
	}
}

// reachData is what the memory that s leads to was derived from.
func (u *unit) reachData(s set) uint64 {
	var d uint64
	for i := range u.reach(s).all {
		d |= u.elemData(i)
	}
	return d
}

func (u *unit) elemData(i int) uint64 {
	e := u.elems[i]
	switch {
	case e.kind == elemParam && e.n < len(u.top.Params):
		return e.data | 1<<min(e.n, lastParam)
	case e.kind == elemRaised:
		return e.data | raisedData
	}
	return e.data
}

// load is what one finds in the memory that s leads to.
func (u *unit) load(s set, t types.Type) (set, uint64) {
	var out set
	var d uint64
	leads := u.p.types.reaches(t)
	for i := range s.all {
		e := u.elems[i]
		d |= u.elemData(i)
		if !leads {
			continue
		}
		switch e.kind {
		case elemAlloc:
			out.union(e.contents)
			if e.opaque { // whatever is in there cannot be known either
				out.add(i)
			}
		case elemGlobal:
			out.union(u.loadGlobal(e, t))
		case elemFunc, elemDyn:
		default:
			out.add(i)
			out.union(e.contents)
		}
	}
	return out, d
}

func (u *unit) loadGlobal(e *elem, t types.Type) set {
	var out set
	g := e.global
	for _, c := range g.Funcs {
		out.add(u.callee(c, g))
	}
	for _, d := range g.Dyns {
		out.add(u.dyn(d, nil))
	}
	if g.Immutable || !u.p.types.reaches(t) {
		return out
	}
	needs := u.p.types.freezing(t, g.Inside)
	out.add(u.global(g, needs))
	return out
}

func (u *unit) pos(in ssa.Instruction) token.Pos {
	if u.at.IsValid() {
		return u.at
	}
	if p := in.Pos(); p.IsValid() {
		return p
	}
	if v, ok := in.(*ssa.Store); ok && v.Addr.Pos().IsValid() {
		return v.Addr.Pos()
	}
	for _, op := range in.Operands(nil) {
		if *op != nil && (*op).Pos().IsValid() {
			if _, isGlobal := (*op).(*ssa.Global); !isGlobal {
				return (*op).Pos()
			}
		}
	}
	if in.Parent() != nil {
		return in.Parent().Pos()
	}
	return token.NoPos
}
