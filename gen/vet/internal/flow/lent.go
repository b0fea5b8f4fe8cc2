package flow

import (
	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// A method of an interface may put memory of its receiver into what it is given. Which one it is, and whether it does, the
// link step knows: until then that memory is an element of its own, which carries the method's name.

type lentKey struct {
	n             int
	iface, method string
}

// lent is the memory that a method may have put somewhere of what lies where parameter n leads.
func (u *unit) lent(n int, m facts.Label) int {
	l := facts.Label{Kind: facts.Lent, N: n, Name: m.Name, Iface: m.Iface}
	return u.elem(lentKey{n, m.Iface, m.Name}, func() *elem { return &elem{kind: elemLent, n: n, lent: l} })
}

// lentOf is what a method may have put somewhere of the parameters among s.
func (u *unit) lentOf(s set, m facts.Label) set {
	var out set
	for i := range s.all {
		switch e := u.elems[i]; e.kind {
		case elemParam:
			out.add(u.lent(e.n, m))
		case elemLent:
			out.add(i)
		}
	}
	return out
}

// lendsTo is a call of a method of an interface, the first argument, that may put its memory into the others.
func (u *unit) lendsTo(s *site, m facts.Label) {
	from := u.reach(s.sets[0])
	with := u.lentOf(from, m)
	for j, a := range s.args {
		if j == 0 || isContext(a.Type()) || !u.p.types.reaches(a.Type()) {
			continue
		}
		to := u.reach(s.sets[j])
		for i := range to.all {
			u.into(i, with, 0)
		}
		if u.final {
			u.keepsFuncs(to, from, nil)
			u.flowTo(to, with, 0, u.p.position(u.pos(s.in)))
			u.toTenants(s.in, to, with, a.Type())
		}
	}
}

// intoLent is a call by a callee that puts something into memory which a method has lent it.
func (u *unit) intoLent(to, with set, d uint64, fl facts.Flow) {
	to = u.reach(to)
	for i := range to.all {
		if u.elems[i].kind == elemAlloc {
			u.into(i, with, d)
		}
	}
	if u.final {
		u.flowTo(u.lentOf(to, fl.To), with, d, fl.Pos)
	}
}

// ofParam reports whether functions, or methods of interfaces, that are found in an element are those of a parameter: the link step
// looks at all that may lie there.
func (e *elem) ofParam() bool { return e.kind == elemParam || e.kind == elemLent }
