package flow

import (
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// callbacks looks at the methods that the standard library calls by itself on what becomes an interface, when
// that leads to memory that is not of this call: those of its own type, and those that print and encode of
// all types inside. How often they are called, the value says.
func (u *unit) callbacks(in *ssa.MakeInterface, x ssa.Value) {
	to := u.of(x)
	all := u.reach(to)
	foreign := false
	inside := parts(x.Type())
	for i := range all.all {
		switch e := u.elems[i]; e.kind {
		case elemGlobal:
			foreign = true
			inside = append(inside, e.global.Dyns...)
		case elemParam:
			foreign = true
		case elemDyn:
			inside = append(inside, e.dyn)
		}
	}
	if !foreign {
		return
	}
	top := key(x.Type())
	asked := map[string]bool{}
	if n := named(in.Type()); n != nil && n.Obj().Pkg() != nil && u.p.types.std.Std(n.Obj().Pkg().Path()) {
		methodsOf(n, asked)
	}
	seen := map[string]bool{"": true}
	for len(inside) > 0 {
		k := inside[0]
		inside = inside[1:]
		t := u.p.typeFacts(k)
		if seen[k] || t == nil {
			continue
		}
		seen[k] = true
		u.work += 1 + len(t.Methods)
		inside = append(inside, t.Parts...)
		for _, m := range slices.Sorted(maps.Keys(t.Methods)) {
			if Decodes(m) || !slices.Contains(Callbacks, m) && !asked[m] || k != top && !Shows(m) {
				continue
			}
			f := u.p.summary(t.Methods[m])
			if f == nil {
				continue
			}
			for _, w := range f.Writes {
				if w.Param != 0 {
					continue
				}
				if k == top {
					u.calledBy(in, to, x, "makes an interface of it, whose method "+m+" writes", w, true)
					continue
				}
				u.calledBy(in, all, x, "makes an interface of what holds it, whose method "+m+" writes", w, false)
			}
		}
	}
}

// Shows reports whether a method among Callbacks is called at any depth of a value, to print or encode it.
func Shows(method string) bool {
	switch method {
	case "Error", "String", "GoString", "Format", "LogValue", "IsZero", "GobEncode", "Value", "Is", "As", "Unwrap":
		return true
	}
	return len(method) > 6 && (method[:7] == "Marshal" || method[:6] == "Append")
}

// calledBy is a write to what x leads to by a method that others call, as often as x says.
func (u *unit) calledBy(in ssa.Instruction, to set, x ssa.Value, verb string, w facts.Write, direct bool) {
	d := u.dataOf(x) | u.reachData(to)
	if field := literalField(x, w); field != nil && direct {
		to, x = u.of(field), field
	}
	u.writeVia(in, to, x, verb, w)
	u.condition(in, u.target(to, w), d)
}

// calledBack applies the methods that the standard library calls by itself to what
// package-level variables hold in interfaces: those among Callbacks, and those named.
func (u *unit) calledBack(s *site, also map[string]bool) {
	if !u.final {
		return
	}
	methods := slices.Sorted(maps.Keys(also))
	for _, m := range Callbacks {
		if !also[m] {
			methods = append(methods, m)
		}
	}
	for n, a := range s.args {
		for i := range u.reach(s.sets[n]).all {
			e := u.elems[i]
			if e.kind != elemGlobal {
				continue
			}
			var one set
			one.add(i)
			for _, d := range e.global.Dyns {
				t := u.p.typeFacts(d)
				if t == nil {
					continue
				}
				for _, m := range methods {
					f := u.p.summary(t.Methods[m])
					if f == nil || Decodes(m) {
						continue
					}
					for _, w := range f.Writes {
						if w.Param == 0 {
							u.writeVia(s.in, one, a, "has method "+m+" called, which writes", w)
						}
					}
				}
			}
		}
	}
}

// printed says that what a method writes which the library calls by itself tells whether there was a call of the library
// and of what: a format that a caller sent decides about String.
func (u *unit) printed(s *site, also map[string]bool, d uint64) {
	d |= u.controlled()
	chosen, all := u.controlled(), uint64(0)
	for n, a := range s.args {
		if !isContext(a.Type()) {
			chosen |= u.dataOf(a)
			all |= s.data[n]
		}
	}
	if u.final {
		for n, a := range s.args {
			if !isContext(a.Type()) && u.p.callsInside(a.Type()) {
				d := chosen
				several := variadic(a)
				if several == nil { // a template, or an encoder, may look at one part to decide about another
					d |= s.data[n]
				}
				for _, v := range several { // which of several it is
					if len(u.paramsOf(u.of(v))) > 0 || u.leadsOn(v) {
						d |= u.dataOf(v) | u.reachData(u.of(v))
					}
				}
				for _, m := range append(slices.Sorted(maps.Keys(also)), facts.AnyMethod) {
					u.mayCall(s.in, s.sets[n], m, d)
					for i := range u.reach(s.sets[n]).all { // and what the method is called with may follow from all that there is
						if e := u.elems[i]; e.ofParam() {
							u.flowLabels(nil, all, facts.Label{Kind: facts.Called, N: e.n, Name: m}, u.p.position(u.pos(s.in)), "")
						}
					}
				}
			}
		}
	}
	if d == 0 {
		return
	}
	for n, a := range s.args {
		all := u.reach(s.sets[n])
		for i := range all.all {
			e := u.elems[i]
			if e.kind != elemDyn {
				continue
			}
			t := u.p.typeFacts(e.dyn)
			if t == nil {
				continue
			}
			for _, m := range slices.Sorted(maps.Keys(t.Methods)) {
				if Decodes(m) || !also[m] && !slices.Contains(Callbacks, m) {
					continue
				}
				f := u.p.summary(t.Methods[m])
				if f == nil {
					continue
				}
				decides := chosen
				if given(f) {
					decides = d
				}
				for _, w := range f.Writes {
					if w.Param == 0 {
						u.writtenBy(s.in, u.target(all, w), a, d, decides)
					}
				}
			}
		}
	}
}

// leadsOn reports whether a value, or what was put into an interface, leads to others.
func (u *unit) leadsOn(v ssa.Value) bool {
	if in, ok := v.(*ssa.MakeInterface); ok {
		v = in.X
	}
	return u.p.types.reaches(v.Type())
}

// given reports whether a method puts into its receiver what follows from its arguments: the library, which calls it, makes
// those of whatever it was given itself. A width of Format may be an argument of Printf.
func given(f *facts.Func) bool {
	return slices.ContainsFunc(f.Flows, func(fl facts.Flow) bool {
		return fl.From.Kind == facts.OfParam && fl.From.N > 0 && fl.To.Kind == facts.OfParam && fl.To.N == 0
	})
}

// variadic is what was put into the slice that a call was given for its last parameter.
func variadic(arg ssa.Value) []ssa.Value {
	slice, ok := arg.(*ssa.Slice)
	if !ok {
		return nil
	}
	a, ok := slice.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var out []ssa.Value
	for _, r := range *a.Referrers() {
		at, ok := r.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, r := range *at.Referrers() {
			if st, ok := r.(*ssa.Store); ok && st.Addr == at {
				out = append(out, st.Val)
			}
		}
	}
	return out
}

// mayCall notes that a method of what memory leads to is called, if that is of a parameter: the link
// step knows which types it may have. d is what decided about it.
func (u *unit) mayCall(in ssa.Instruction, to set, method string, d uint64) {
	for i := range u.reach(to).all {
		if e := u.elems[i]; e.ofParam() {
			u.flowLabels(nil, d|1<<min(e.n, lastParam), facts.Label{Kind: facts.Called, N: e.n, Name: method}, u.p.position(u.pos(in)), facts.Condition)
		}
	}
}

// flowsCalled notes that the method gets argument j.
func (u *unit) flowsCalled(s *site, n, j int, method string) {
	for i := range u.reach(s.sets[n]).all {
		if e := u.elems[i]; e.ofParam() {
			u.flowLabels(u.reach(s.sets[j]), s.data[j], facts.Label{Kind: facts.Called, N: e.n, Name: method}, u.p.position(u.pos(s.in)), "")
		}
	}
}

// writtenBy notes what a write by a method that others call says: memory of this call d, what is there for longer
// only what decided about the call.
func (u *unit) writtenBy(in ssa.Instruction, to set, path ssa.Value, d, chosen uint64) {
	for i := range to.all {
		switch e := u.elems[i]; {
		case e.kind != elemParam:
			u.into(i, nil, d)
		case u.final && !u.unread(path):
			u.flowLabels(nil, chosen, facts.Label{Kind: facts.OfParam, N: e.n}, u.p.position(u.pos(in)), facts.Condition)
		}
	}
}

// libraryMethods are the methods of the interfaces that a function of the library takes, and of those in the
// fields of what it takes.
func libraryMethods(f *types.Func) map[string]bool {
	out := map[string]bool{}
	if f == nil {
		return out
	}
	vars := slices.Collect(f.Signature().Params().Variables())
	if r := f.Signature().Recv(); r != nil {
		vars = append(vars, r)
	}
	for _, v := range vars {
		methodsOf(v.Type(), out)
		if n := named(v.Type()); n != nil {
			if st, ok := n.Underlying().(*types.Struct); ok {
				for field := range st.Fields() {
					methodsOf(field.Type(), out)
				}
			}
		}
	}
	return out
}

// methodsOf adds the methods of an interface, or of the elements of a slice that are interfaces.
// The library asks for what else its package expects of such a value: io/fs of an FS, whether it is a StatFS.
func methodsOf(t types.Type, out map[string]bool) {
	if n := named(t); n != nil && n.Obj().Pkg() != nil {
		if i, ok := n.Underlying().(*types.Interface); ok && i.NumMethods() > 0 {
			scope := n.Obj().Pkg().Scope()
			for _, name := range scope.Names() {
				o, ok := scope.Lookup(name).(*types.TypeName)
				if !ok || !o.Exported() {
					continue
				}
				if more, ok := o.Type().Underlying().(*types.Interface); ok && types.Implements(more, i) {
					for m := range more.Methods() {
						out[m.Name()] = true
					}
				}
			}
		}
	}
	switch t := t.Underlying().(type) {
	case *types.Slice:
		methodsOf(t.Elem(), out)
	case *types.Interface:
		for m := range t.Methods() {
			out[m.Name()] = true
		}
	}
}
