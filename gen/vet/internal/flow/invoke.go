package flow

import (
	"go/token"
	"go/types"

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
		if e.kind != elemParam {
			rest.add(r)
			continue
		}
		if u.final {
			m.Kind, m.N = facts.Called, e.n
			u.flowLabels(u.reach(with), d, m, pos, what)
			u.flowLabels(nil, u.controlled()|1<<min(e.n, lastParam), m, pos, facts.Condition)
		}
	}
	return rest
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
