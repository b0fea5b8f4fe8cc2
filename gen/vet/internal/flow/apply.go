package flow

import (
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// apply is a call whose effect on its parameters is known.
func (u *unit) apply(s *site, f *facts.Func) {
	arg := func(i int) (set, uint64, ssa.Value) {
		if i < len(s.args) {
			return s.sets[i], s.data[i], s.args[i]
		}
		return nil, 0, nil
	}
	for _, w := range f.Writes {
		if a, _, v := arg(w.Param); v != nil {
			if field := literalField(v, w); field != nil {
				a, v = u.of(field), field
			}
			u.writeVia(s.in, a, v, "calls "+short(f.Name)+", which writes", w)
		}
	}
	u.writesOwn(s.in, f, arg)
	u.putBy(s.in, f, func(i int) set {
		a, _, _ := arg(i)
		return a
	})
	contents := map[int]*set{}
	datas := map[int]uint64{}
	result := func(i int) *set {
		if contents[i] == nil {
			contents[i] = new(set)
		}
		return contents[i]
	}
	for _, fl := range f.Flows {
		u.applyFlow(s, f, fl, arg, result, datas)
	}
	u.passesOn(s, f, arg)
	u.retain(s, f, arg)
	var tags set
	for _, c := range f.Made {
		tags.add(u.callee(c, nil))
	}
	for _, d := range f.Dyns {
		tags.add(u.dynOf(s, d))
	}
	all := tags
	for _, c := range contents {
		all.union(*c)
	}
	for _, c := range f.Made {
		if c.Captures { // a method value may have any of what leads to the results
			u.contain(u.elems[u.callee(c, nil)], all)
		}
	}
	m := u.made(s, all, 0, f.Opaque)
	if !tags.empty() { // they are found at whatever depth of what the function made
		for i := range m.all {
			u.contain(u.elems[i], m)
		}
	}
	if s.res == nil {
		return
	}
	n := 1
	if t, ok := s.res.Type().(*types.Tuple); ok {
		n = t.Len()
	}
	for i := range n {
		var r set
		r.union(m)
		r.union(tags)
		if contents[i] != nil {
			r.union(*contents[i])
		}
		u.result(s, i, r, datas[i])
	}
}

// passesOn is a call of a function that calls what it is given: with all that it hands on at once, since one may
// put into another what both got.
func (u *unit) passesOn(s *site, f *facts.Func, arg func(int) (set, uint64, ssa.Value)) {
	type handed struct {
		direct, with set
		data         uint64
	}
	params := map[int]*handed{}
	for _, p := range f.Passes {
		a, _, v := arg(p.Param)
		if v == nil {
			continue
		}
		if p.From.Kind == facts.Later {
			u.calledArg(s, a)
			continue
		}
		h := params[p.Param]
		if h == nil {
			h = &handed{}
			params[p.Param] = h
		}
		if p.From.Kind == facts.OfGlobal {
			g := u.globalSet(p.From)
			h.direct.union(g)
			h.with.union(g)
		} else if from, d, fv := arg(p.From.N); fv != nil {
			h.data |= d
			if !p.Data {
				h.direct.union(from)
				h.with.union(u.reach(from))
			}
		}
	}
	for _, n := range slices.Sorted(maps.Keys(params)) {
		a, _, _ := arg(n)
		u.feedDirect(s, a, params[n].direct, params[n].with, params[n].data)
	}
}

// writesOwn is a call of a function that writes what a parameter leads to: it may put there what else that parameter
// leads to. In its own summary both are the same parameter. A context is there to be used, and counts where it is stored.
func (u *unit) writesOwn(in ssa.Instruction, f *facts.Func, arg func(int) (set, uint64, ssa.Value)) {
	if !u.final {
		return
	}
	for _, w := range f.Writes {
		if a, d, v := arg(w.Param); v != nil {
			field := literalField(v, w)
			if field != nil && w.Plain {
				continue
			}
			d |= u.reachData(a)
			var with set
			for i := range u.reach(a).all {
				if e := u.elems[i]; e.kind == elemParam && !(e.n < len(u.top.Params) && isContext(u.top.Params[e.n].Type())) {
					with.add(i)
				}
			}
			d = u.beside(d)
			if field != nil {
				a = u.of(field)
			}
			var to set
			for i := range u.target(a, w).all {
				if e := u.elems[i]; e.kind == elemParam && (e.n >= len(u.top.Params) || u.p.writable(w.Kinds, u.top.Params[e.n].Type())) {
					to.add(i)
				}
			}
			u.flowTo(to, with, d, u.p.position(u.pos(in)))
		}
	}
}

// writable reports whether one of the shapes may be written in a value of t: in a component, what handles lead to is
// the kernel's.
func (p *pkg) writable(shapes []string, t types.Type) bool {
	n := named(t)
	if n == nil || !p.isComponent(n) || len(shapes) == 0 {
		return true
	}
	if slices.Contains(shapes, shape(n)) {
		return true
	}
	for f := range n.Underlying().(*types.Struct).Fields() {
		of := named(f.Type())
		if of == nil || of.Obj().Pkg() == nil || !trustBase(of.Obj().Pkg().Path()) || types.IsInterface(of) {
			if p.types.occurs(shapes, f.Type()) {
				return true
			}
			continue
		}
		if typeName(of) == "PerTenant" { // its memory is that of one tenant, and never the component's
			continue
		}
		for a := range of.TypeArgs().Types() {
			if p.types.occurs(shapes, a) {
				return true
			}
		}
	}
	return false
}

// calledArg is a call, by a callee, of a function that it was given.
func (u *unit) calledArg(s *site, a set) {
	if !u.final {
		return
	}
	for i := range u.reach(a).all {
		switch e := u.elems[i]; e.kind {
		case elemFunc:
			if e.global != nil {
				u.calledGlobal(&site{in: s.in}, e.global)
			}
		case elemGlobal:
			if e.global.Known {
				u.calledGlobal(&site{in: s.in}, e.global)
			} else {
				u.effect(effectCall, u.pos(s.in), e.global.Name, "has a function called that is kept in package-level variable "+short(e.global.Name)+", and it cannot be known which")
			}
		case elemParam, elemLent:
			u.passes[passKey{param: e.n, needs: "call"}] = facts.Pass{Param: e.n, From: facts.Label{Kind: facts.Later}}
		}
	}
}

func (u *unit) globalSet(l facts.Label) set {
	var out set
	if l.Kind != facts.OfGlobal {
		return out
	}
	if g := u.p.globalNamed(l.Name); g != nil {
		out.add(u.global(g, l.Needs))
	}
	return out
}

func (u *unit) applyFlow(s *site, f *facts.Func, fl facts.Flow, arg func(int) (set, uint64, ssa.Value), result func(int) *set, datas map[int]uint64) {
	var with set
	var d uint64
	switch fl.From.Kind {
	case facts.OfGlobal:
		with = u.globalSet(fl.From)
	case facts.Lent:
		a, _, v := arg(fl.From.N)
		if v == nil {
			return
		}
		with = u.lentOf(u.reach(a), fl.From)
		if to, _, v := arg(fl.To.N); u.final && v != nil && fl.To.Kind == facts.OfParam {
			u.keepsFuncs(to, u.reach(a), nil)
		}
	case facts.Tenants:
		with.add(u.tenants())
	case facts.Raised:
		d = u.elemData(u.raised())
		if !fl.Data {
			with = u.raisedSet()
		}
	default:
		a, ad, v := arg(fl.From.N)
		if v == nil {
			return
		}
		d = ad
		switch {
		case fl.Data:
		case fl.Returned:
			with = u.returnedBy(s, f, fl.From.N, arg)
		default:
			with = u.reach(a)
		}
	}
	switch fl.To.Kind {
	case facts.OfParam:
		to, _, v := arg(fl.To.N)
		if v == nil {
			return
		}
		var t types.Type
		if fl.From.Kind == facts.OfParam {
			t = s.args[fl.From.N].Type()
		}
		if as := s.instance(fl.As); as != nil {
			t = as
			switch n := u.typeParam(t); {
			case n != 0 && !fl.Returned && fl.From.Kind == facts.OfParam && fl.From.N < len(s.own):
				with = u.valued(u.insideOf(s.own[fl.From.N]), n)
			case n != 0:
				with = u.valued(u.insideOf(with), n)
			case !u.p.types.reaches(t): // a copy of it leads nowhere
				with = nil
			}
		}
		for i := range to.all {
			u.into(i, with, d)
		}
		if u.final {
			u.placed(s.in, u.reach(to), with)
			u.flowTo(to, with, d, fl.Pos)
			u.keepsFuncs(to, with, t)
			u.hoards(to, with, d, t)
			if t != nil {
				u.toTenants(s.in, to, with, t)
			}
		}
	case facts.OfResult:
		if fl.Data {
			datas[fl.To.N] |= d
		} else {
			result(fl.To.N).union(with)
		}
	case facts.OfGlobal:
		u.storedBy(fl.To.Name, with)
	case facts.Lent:
		if to, _, v := arg(fl.To.N); v != nil {
			u.intoLent(to, with, d, fl)
		}
	case facts.Tenants:
		if u.final {
			u.givesTenants(with, fl.From.Needs, fl.Pos)
		}
	case facts.Raised:
		u.raises(s.in, with, d, fl.Pos, fl.From.Kind != facts.OfGlobal)
	case facts.Called:
		to, _, v := arg(fl.To.N)
		if v == nil {
			return
		}
		if fl.To.Name != "" {
			if fl.From.Kind == facts.OfParam && !fl.Data && isContext(s.args[fl.From.N].Type()) {
				d = u.beside(d)
			}
			u.calledInto(s.in, u.reach(to), with, d, fl)
			return
		}
		u.calledOn(to, with, d, fl)
	case facts.Later, facts.Own:
		if u.final {
			u.flowLabels(with, d, fl.To, fl.Pos, fl.What)
		}
	}
}

// calledOn is a call by a callee of a function that was found where its parameter leads.
func (u *unit) calledOn(to, with set, d uint64, fl facts.Flow) {
	if !u.final {
		return
	}
	for i := range u.reach(to).all {
		e := u.elems[i]
		if e.ofParam() || e.kind == elemFunc && e.fn == nil { // one of another unit may have memory of its own
			u.hands(d)
		}
		if e.ofParam() {
			called := facts.Label{Kind: facts.Called, N: e.n}
			u.flowLabels(u.paramsOf(with), d, called, fl.Pos, fl.What)
			u.flowLabels(nil, u.controlled()|1<<min(e.n, lastParam), called, fl.Pos, facts.Condition)
		}
	}
}

// retain looks at function arguments that the callee may call with other arguments' memory it reaches.
func (u *unit) retain(s *site, f *facts.Func, arg func(int) (set, uint64, ssa.Value)) {
	for i, a := range s.args {
		if _, ok := a.Type().Underlying().(*types.Signature); ok {
			// What the function returns may end up in any result.
			out, d := u.feed(s, s.sets[i], nil, 0)
			if !out.empty() || d != 0 {
				u.result(s, -1, out, d)
			}
		}
	}
}
