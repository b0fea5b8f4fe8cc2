package flow

import (
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// given notes that a method which may be any may put what it is given as argument i into its
// receiver and into whatever else it is given.
func (u *unit) given(s *site, i int, t types.Type, m *types.Func) {
	named := u.p.asked(t)
	for j, a := range s.args {
		if j == i || isContext(a.Type()) || !u.p.types.reaches(a.Type()) {
			continue
		}
		to := s.sets[j]
		if j > 0 {
			to = u.reach(to)
		}
		if j == 0 && named {
			d := s.data[i]
			if isContext(s.args[i].Type()) {
				d = u.beside(d)
			}
			to = u.calledMethod(s.in, to, s.sets[i], d, facts.Label{Name: m.Name(), Iface: key(t)}, u.p.position(u.pos(s.in)), "")
		}
		for r := range to.all {
			u.into(r, s.sets[i], s.data[i])
		}
		if u.final {
			u.storedIn(s.in, to, s.sets[i], s.data[i], s.args[i].Type())
			u.hoards(to, s.sets[i], s.data[i], s.args[i].Type())
		}
	}
}

// beside is data without that of the contexts that this function gets: whoever is given a context may use it, and
// only what was derived from it counts.
func (u *unit) beside(d uint64) uint64 {
	for n, par := range u.top.Params {
		if isContext(par.Type()) && n < lastParam {
			d &^= 1 << n
		}
	}
	return d
}

// calledMethod notes that a method of an interface is called with memory and with what derives from
// data. Where parameters lead to the interface, the link step knows which types it may hold; it returns what else does.
func (u *unit) calledMethod(in ssa.Instruction, to, with set, d uint64, m facts.Label, pos token.Position, what string) set {
	var rest set
	for r := range to.all {
		e := u.elems[r]
		if !e.ofParam() {
			rest.add(r)
			continue
		}
		if u.final {
			u.through(with, d, m)
			m.Kind, m.N = facts.Called, e.n
			u.flowLabels(u.reach(with), d, m, pos, what)
			u.flowLabels(nil, u.controlled()|1<<min(e.n, lastParam), m, pos, facts.Condition)
		}
	}
	return rest
}

// through notes that a nested function calls a method of an interface that a parameter leads to: who holds the function
// may call it with what the interface then keeps.
func (u *unit) through(with set, d uint64, m facts.Label) {
	if u.cur == u.top {
		return
	}
	c := facts.Method{Iface: m.Iface, Name: m.Name, Given: d&outerData != 0, Because: u.controlled()&outerData != 0}
	for i := range u.reach(with).all {
		c.Given = c.Given || u.elems[i].kind == elemOuter
	}
	if !slices.Contains(u.out.Through, c) {
		u.out.Through = append(u.out.Through, c)
	}
}

// calledInto is a call by a callee of a method of an interface that was found where its parameter leads.
func (u *unit) calledInto(in ssa.Instruction, to, with set, d uint64, fl facts.Flow) {
	to = u.calledMethod(in, to, with, d, fl.To, fl.Pos, fl.What)
	for i := range to.all {
		u.into(i, with, d)
	}
	if u.final {
		u.placed(in, to, with)
		u.hoards(to, with, d, nil)
	}
}

// asked reports whether the types that an interface can hold are known to the link step: one
// that a package declares whose bodies are looked at, and which no provider hands out.
func (p *pkg) asked(t types.Type) bool {
	n := named(t)
	if n == nil || n.Obj().Pkg() == nil || n.Obj().Parent() != n.Obj().Pkg().Scope() || n.TypeArgs().Len() > 0 || p.isHandle(t) {
		return false
	}
	path := n.Obj().Pkg().Path()
	return path == p.out.Path || p.in.Import(path) != nil && !p.library(path) && !trustBase(path)
}

// converted notes what the methods of a type do whose bodies are not looked at, and which
// becomes an interface.
func (p *pkg) converted(n *types.Named) {
	k := key(n)
	if n.Obj().Pkg() == nil || p.out.Foreign[k] != nil || !p.library(n.Obj().Pkg().Path()) && !trustBase(n.Obj().Pkg().Path()) {
		return
	}
	keeps := map[string]bool{}
	for s := range types.NewMethodSet(types.NewPointer(n)).Methods() {
		f, ok := s.Obj().(*types.Func)
		if !ok || !f.Exported() {
			continue
		}
		sum := p.librarySummary(f.Origin().FullName())
		keeps[f.Name()] = trustBase(n.Obj().Pkg().Path()) || !sum.Known || sum.Writes&1 != 0
	}
	if p.out.Foreign == nil {
		p.out.Foreign = map[string]map[string]bool{}
	}
	p.out.Foreign[k] = keeps
}

// invoke is a call through an interface.
func (u *unit) invoke(s *site, c *ssa.CallCommon) {
	if n := named(c.Value.Type()); n != nil && n.Obj().Pkg() != nil && trustBase(n.Obj().Pkg().Path()) {
		if u.final {
			u.out.Invokes = append(u.out.Invokes, c.Method.Name())
		}
		u.handleCall(s, c.Method)
		return
	}
	if known := u.resolved(s); known != nil {
		u.callEach(s, known, u.dataOf(c.Value))
		return
	}
	u.invoked(s, c.Value.Type(), c.Method)
}

// invoked is a call of a method of whatever is in an interface of some type, the first argument.
func (u *unit) invoked(s *site, t types.Type, m *types.Func) {
	iface, method := key(t), m.Name()
	if len(s.args) > 0 && !types.IsInterface(s.args[0].Type()) { // it is embedded there, at some depth
		s.sets[0] = u.reach(s.sets[0])
	}
	if u.final {
		u.out.Invokes = append(u.out.Invokes, method)
	}
	all, d := u.everything(s)
	if iface == "context.Context" && (method == "Done" || method == "Err") { // that it is over is no value, and leads to none: see link/owncontext.go
		u.result(s, -1, u.made(s, nil, 0, true), 0)
		return
	}
	if iface == "context.Context" && method == "Value" {
		if u.final { // a type of one's own may have one that counts
			u.mayCall(s.in, s.sets[0], method, u.controlled())
		}
		if len(s.sets) > 1 && u.keyAlone(s) {
			all = u.reach(s.sets[0])
		}
		all.union(u.made(s, all, d, true))
		u.result(s, -1, all, d)
		return
	}
	if name := m.FullName(); u.p.types.std.Func(name).Shared {
		u.everybodys(s, name)
		return
	}
	if u.p.types.std.Pure(iface, method) {
		u.dispatch(s, method) // what implements it need not keep to that
		if u.final {
			u.mayCall(s.in, s.sets[0], method, u.controlled())
			for n := 1; n < len(s.args); n++ {
				u.flowsCalled(s, 0, n, method)
			}
		}
		u.calledBack(s, map[string]bool{method: true})
		for i := range u.reach(s.sets[0]).all {
			if g := u.elems[i].global; g != nil {
				u.calledGlobal(s, g) // what the library made of functions calls them
			}
		}
		out, od := u.feed(s, all, all, d)
		all.union(out)
		all.union(u.made(s, all, d, false))
		u.result(s, -1, all, d|od)
		return
	}
	known := u.dispatch(s, method)
	if known && len(s.args) > 0 && u.ofVariables(s.args[0], map[ssa.Value]bool{}) {
		u.result(s, -1, nil, s.data[0]) // which type it has says something too
		return
	}
	if !known {
		u.blurred(s.in, s.sets)
		if u.final && u.p.asked(t) { // that it is called says something too
			u.calledMethod(s.in, s.sets[0], nil, 0, facts.Label{Name: method, Iface: iface}, u.p.position(u.pos(s.in)), "")
		}
	}
	for i, a := range s.args {
		if isContext(a.Type()) && i > 0 && u.p.asked(t) && u.final { // a method may keep what it carries
			u.calledMethod(s.in, s.sets[0], s.sets[i], u.beside(s.data[i]), facts.Label{Name: method, Iface: iface}, u.p.position(u.pos(s.in)), facts.Context)
		}
		if isContext(a.Type()) && i > 0 && !known {
			u.keptContext(s, i)
		}
		if known && i == 0 || isContext(a.Type()) {
			continue
		}
		if n := named(t); i == 0 && n != nil && n.Obj().Pkg() != nil && u.p.types.std.Std(n.Obj().Pkg().Path()) {
			u.writeAny(s.in, s.sets[i], a, "calls "+iface+"."+method+", which writes")
			continue
		}
		if i > 0 || !u.p.asked(t) {
			u.writeQuiet(s.in, s.sets[i], a)
		} else {
			u.writeUnsaid(s.in, s.sets[i], a, facts.Label{Iface: iface, Name: method})
		}
		if u.final {
			verb := "hands to method " + method + " of an interface, which may be any, "
			if i == 0 {
				verb = "calls method " + method + " of an interface that may be any, on "
			}
			u.escapes(s.in, s.sets[i], verb)
		}
		if i > 0 {
			u.given(s, i, t, m)
		}
	}
	if !known && u.p.asked(t) {
		u.lendsTo(s, facts.Label{Name: method, Iface: iface})
	}
	out, od := u.feed(s, all, all, d)
	all.union(out)
	all.union(u.made(s, all, d, true))
	u.result(s, -1, all, d|od)
}

// keyAlone reports whether what a context gives for a key is only ever used as values of types that cannot lead to the
// memory of the key: a context of one's own may hand that back.
func (u *unit) keyAlone(s *site) bool {
	if s.res == nil {
		return true
	}
	for _, r := range *s.res.Referrers() {
		as, ok := r.(*ssa.TypeAssert)
		if !ok {
			return false
		}
		for i := range u.reach(s.sets[1]).all {
			e := u.elems[i]
			if e.kind == elemDyn {
				continue
			}
			if e.kind != elemGlobal {
				return false
			}
			if of := u.p.typeOfGlobal(e.global); of == nil || u.p.types.shapes(as.AssertedType).pointsTo(u.p.types.shapes(of)) {
				return false
			}
		}
	}
	return true
}

// dispatch applies the methods of the types that are known to be in the interface, when
// that is package-level memory. It reports whether all were known.
func (u *unit) dispatch(s *site, method string) bool {
	known, inside := true, map[string]bool{}
	for i := range s.sets[0].all {
		e := u.elems[i]
		switch e.kind {
		case elemGlobal:
			known = known && e.global.Known
			for _, d := range e.global.Dyns {
				inside[d] = true
			}
		case elemDyn:
			inside[e.dyn] = true
		case elemFunc:
		case elemAlloc: // what a known function or this one made: the types of that are among the tags
			known = known && !e.opaque
		default:
			known = false
		}
	}
	for _, d := range slices.Sorted(maps.Keys(inside)) {
		f := (*facts.Func)(nil)
		if t := u.p.typeFacts(d); t != nil {
			f = u.p.summary(t.Methods[method])
		}
		if f == nil {
			known = false
			continue
		}
		u.apply(s, f)
		if u.final {
			u.out.Calls = append(u.out.Calls, facts.Call{Callee: f.Name, Pos: u.p.position(u.pos(s.in))})
		}
	}
	return known && len(inside) > 0
}

// keptContext says that what this function made itself may keep a context that a method of it gets. What parameters lead to is
// found at the methods.
func (u *unit) keptContext(s *site, i int) {
	for n := range s.sets[0].all {
		if u.elems[n].kind == elemAlloc {
			u.into(n, s.sets[i], s.data[i])
		}
	}
}
