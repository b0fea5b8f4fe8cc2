package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// A site is one call, with what it was given: the receiver first.
type site struct {
	in   ssa.CallInstruction
	res  *ssa.Call // nil for go and defer
	args []ssa.Value
	sets []set
	data []uint64
	inst []types.Type // what the callee is instantiated with
	own  []set        // sets as values of the caller's type parameters find them
}

// short is the callee's name as findings show it.
func short(name string) string {
	if i := strings.LastIndex(name, "/"); i >= 0 {
		lead := ""
		if strings.HasPrefix(name, "(*") {
			lead = "(*"
		} else if strings.HasPrefix(name, "(") {
			lead = "("
		}
		return lead + name[i+1:]
	}
	return name
}

func (u *unit) call(in ssa.CallInstruction, c *ssa.CallCommon, res *ssa.Call) {
	s := &site{in: in, res: res}
	if c.IsInvoke() {
		s.args = append(s.args, c.Value)
	}
	s.args = append(s.args, c.Args...)
	for _, a := range s.args {
		s.sets = append(s.sets, u.of(a))
		s.data = append(s.data, u.dataOf(a)|u.reachData(u.of(a)))
	}
	if b, ok := c.Value.(*ssa.Builtin); ok {
		u.builtin(s, b)
		return
	}
	s.own = s.sets
	s.sets = make([]set, len(s.own))
	for i, o := range s.own { // what is called may ask for the type
		s.sets[i] = u.wholly(o)
	}
	if c.IsInvoke() {
		u.choice = u.dataOf(c.Value)
		u.invoke(s, c)
		u.choice = 0
		return
	}
	f := c.StaticCallee()
	if f != nil && u.final {
		u.instantiated(f)
	}
	if f == nil || lendsContainers(c) { // whatever is called may write it
		for _, a := range c.Args {
			u.leaves(a)
		}
	}
	switch {
	case f == nil:
		u.choice = u.dataOf(c.Value)
		u.dynamic(s, u.of(c.Value), u.choice)
		u.result(s, -1, nil, u.choice)
		u.choice = 0
	case u.nested(f):
		if mc, ok := c.Value.(*ssa.MakeClosure); ok {
			u.closure(mc)
		}
		u.bindCall(s, f)
	default:
		if _, ok := c.Value.(*ssa.MakeClosure); ok {
			u.dynamic(s, u.of(c.Value), u.dataOf(c.Value))
			return
		}
		s.inst = f.TypeArgs()
		u.static(s, u.p.name(f), u.p.object(f))
	}
}

// lendsContainers reports whether a call is given, or yields, a function that passes containers on: to its own parameters, or, as
// an iterator does, to those of a function that it gets.
func lendsContainers(c *ssa.CallCommon) bool {
	for v := range c.Signature().Results().Variables() {
		if passesContainers(v.Type(), 2) {
			return true
		}
	}
	return slices.ContainsFunc(c.Args, func(a ssa.Value) bool { return passesContainers(a.Type(), 2) })
}

// passesContainers is lendsContainers of one function type, as deep as iterators go: a type may be that of its own parameter.
func passesContainers(t types.Type, depth int) bool {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || depth == 0 {
		return false
	}
	for v := range sig.Params().Variables() {
		if container(v.Type()) || passesContainers(v.Type(), depth-1) {
			return true
		}
	}
	return false
}

// instantiated notes the type arguments of a generic function: it may make interfaces of their values.
func (u *unit) instantiated(f *ssa.Function) {
	for _, t := range f.TypeArgs() {
		u.converted(t)
	}
}

// converted notes a type whose methods others may call from now on. Those of a type
// that the package does not declare at its top, promoted ones, are noted one by one.
func (u *unit) converted(t types.Type) {
	u.out.Holds = append(u.out.Holds, parts(t)...)
	if n := named(t); n != nil && (n.Obj().Pkg() == nil || n.Obj().Parent() == n.Obj().Pkg().Scope()) {
		u.out.Converts = append(u.out.Converts, key(n))
		u.p.converted(n)
		return
	}
	p, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		p = types.NewPointer(t)
	}
	for s := range types.NewMethodSet(p).Methods() {
		f, ok := s.Obj().(*types.Func)
		if !ok {
			continue
		}
		if types.IsInterface(f.Signature().Recv().Type()) {
			u.out.Invokes = append(u.out.Invokes, f.Name())
			continue
		}
		u.ref(f.Origin().FullName())
	}
}

// static is a call of a function of another unit.
func (u *unit) static(s *site, name string, obj *types.Func) {
	u.selected(s, obj)
	if u.final && (obj == nil || !ofInterface(obj)) {
		u.out.Calls = append(u.out.Calls, facts.Call{Callee: name, Pos: u.p.position(u.pos(s.in))})
	}
	path := ""
	if obj != nil && obj.Pkg() != nil {
		path = obj.Pkg().Path()
	}
	switch {
	case path != "" && trustBase(path):
		u.handleCall(s, obj)
	case obj != nil && len(s.args) > 0 && ofInterface(obj): // a method expression
		u.invoked(s, obj.Signature().Recv().Type(), obj)
	case path != "" && u.p.library(path), obj != nil && obj.Pkg() == nil:
		u.stdCall(s, name, obj)
	default:
		f := u.p.summary(name)
		switch {
		case f == nil:
			u.unknown(s, effectNoBody, name, "calls "+short(name)+", whose body was not analysed")
		case f.Trusted:
			u.handleCall(s, obj)
		default:
			u.apply(s, f)
		}
	}
}

// ofInterface reports whether a function is a method of an interface: which one is called depends on
// what is in it.
func ofInterface(f *types.Func) bool {
	r := f.Signature().Recv()
	return r != nil && types.IsInterface(r.Type())
}

// everything is what any argument leads to.
func (u *unit) everything(s *site) (all set, data uint64) {
	for i := range s.args {
		all.union(u.reach(s.sets[i]))
		data |= s.data[i]
	}
	return all, data
}

// result adds to the i-th result, or with i < 0 to all of them.
func (u *unit) result(s *site, i int, add set, data uint64) {
	if s.res == nil {
		return
	}
	u.putData(s.res, data)
	tuple, ok := s.res.Type().(*types.Tuple)
	if !ok {
		u.put(s.res, add)
		return
	}
	rs := u.tuples[s.res]
	for len(rs) < tuple.Len() {
		rs = append(rs, new(set))
	}
	u.tuples[s.res] = rs
	for n := range tuple.Len() {
		t := tuple.At(n).Type()
		if (i < 0 || i == n) && u.p.types.reaches(t) && rs[n].union(u.retyped(add, t)) {
			u.grew = true
		}
	}
}

// made is the memory that a call makes: one element that holds what its results lead to.
func (u *unit) made(s *site, contents set, data uint64, opaque bool) set {
	var out set
	if s.res == nil {
		return out
	}
	i := u.alloc(s.res)
	out.add(i)
	e := u.elems[i]
	u.contain(e, contents)
	u.contain(e, out) // slices of slices lead to it at any depth
	e.data |= data
	e.opaque = e.opaque || opaque
	return out
}

// bindCall is a call of a function nested in this unit.
func (u *unit) bindCall(s *site, f *ssa.Function) {
	u.enters(f, 0)
	for i, par := range f.Params {
		if i < len(s.args) {
			u.put(par, s.sets[i])
			u.putData(par, u.dataOf(s.args[i]))
		}
	}
	for i, r := range u.results[f] {
		u.result(s, i, *r, u.resData[f])
	}
}
