package flow

import (
	"go/types"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// promoted is what the receivers of methods that t has of its embedded fields are, where a pointer or an interface lies
// on the way: not the value that the method is selected of, but what is behind it. It is asked for one method by its name,
// or with "" for all that may write their receiver or hand it on.
func (u *unit) promoted(s set, t types.Type, method string) set {
	var out set
	if !embeds(t) {
		return out
	}
	for sel := range types.NewMethodSet(t).Methods() {
		m, ok := sel.Obj().(*types.Func)
		if !ok || len(sel.Index()) < 2 || method != "" && m.Name() != method || method == "" && u.readsReceiver(m) {
			continue
		}
		out.union(u.along(s, t, sel.Index()[:len(sel.Index())-1]))
	}
	return out
}

// structAt is the struct that t is or points to.
func structAt(t types.Type) (st *types.Struct, pointer bool) {
	t = t.Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t, pointer = p.Elem().Underlying(), true
	}
	st, _ = t.(*types.Struct)
	return st, pointer
}

func embeds(t types.Type) bool {
	st, _ := structAt(t)
	if st == nil {
		return false
	}
	for f := range st.Fields() {
		if f.Embedded() {
			return true
		}
	}
	return false
}

// along is what the embedded fields on a path hold, if one of them is a pointer or an interface.
func (u *unit) along(s set, t types.Type, path []int) set {
	var out set
	st, behind := structAt(t)
	for _, i := range path {
		if st == nil || i >= st.NumFields() {
			return out
		}
		f := st.Field(i).Type()
		if n := named(f); u.p.isHandle(f) || n != nil && n.Obj().Pkg() != nil && trustBase(n.Obj().Pkg().Path()) {
			return set{}
		}
		next, pointer := structAt(f)
		if next == nil || pointer {
			if behind {
				s, _ = u.load(s, f)
			} else {
				s = u.retyped(s, f)
			}
			out, behind = s, pointer
		}
		st = next
	}
	return out
}

// readsReceiver reports whether a method is known neither to write what its receiver leads to nor to hand that on.
func (u *unit) readsReceiver(m *types.Func) bool {
	name := m.Origin().FullName()
	if ofInterface(m) || m.Pkg() == nil {
		return false
	}
	if u.p.library(m.Pkg().Path()) {
		sum := u.p.librarySummary(name)
		return locks(name) || sum.Known && sum.Writes&1 == 0
	}
	f := u.p.summary(name)
	if f == nil || len(f.Passes) > 0 || writesReceiver(f) {
		return f != nil && f.Trusted
	}
	for _, fl := range f.Flows {
		if !fl.Data && (fl.From.Kind == facts.OfParam && fl.From.N == 0 || fl.To.Kind == facts.OfParam && fl.To.N == 0) {
			return false
		}
	}
	return true
}

func writesReceiver(f *facts.Func) bool {
	for _, w := range f.Writes {
		if w.Param == 0 {
			return true
		}
	}
	return false
}

// selected is a call of a method by an expression of a type that has it of an embedded field.
func (u *unit) selected(s *site, m *types.Func) {
	if m == nil || m.Signature().Recv() == nil || len(s.args) == 0 {
		return
	}
	if add := u.promoted(s.sets[0], s.args[0].Type(), m.Name()); !add.empty() {
		add.union(s.sets[0])
		s.sets = append([]set{add}, s.sets[1:]...)
	}
}
