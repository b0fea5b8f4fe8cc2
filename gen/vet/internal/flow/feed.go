package flow

import (
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// feed hands memory to every function among the elements: whoever holds them may call them with it.
// It returns what they return.
func (u *unit) feed(s *site, from, with set, data uint64) (set, uint64) {
	return u.feedDirect(s, from, with, with, data)
}

// feedDirect is feed where direct is what they get itself, and with all that leads to.
func (u *unit) feedDirect(s *site, from, direct, with set, data uint64) (set, uint64) {
	var out set
	var d uint64
	for i := range u.reach(from).all {
		e := u.elems[i]
		if e.kind == elemParam {
			u.passedOn(e, with, data)
		}
		if e.kind != elemFunc {
			continue
		}
		u.work += 4 + len(u.elems)/16
		if e.fn == nil {
			r, rd := u.feedNamed(s, i, direct, with, data)
			out.union(r)
			d |= rd
			continue
		}
		u.enters(e.fn, data)
		for _, par := range e.fn.Params {
			u.put(par, with)
			u.putData(par, data)
		}
		for _, r := range u.results[e.fn] {
			out.union(*r)
		}
		d |= u.resData[e.fn]
	}
	return out, d
}

// passedOn notes that a callee calls a function that this function was given with what it was handed.
func (u *unit) passedOn(e *elem, with set, data uint64) {
	if !u.final || e.n >= len(u.top.Params) || !u.p.types.callable(u.top.Params[e.n].Type()) {
		return
	}
	u.passesData(e.n, data)
	for i := range with.all {
		switch x := u.elems[i]; {
		case x.kind == elemParam && x.n != e.n:
			u.passes[passKey{param: e.n, needs: strconv.Itoa(x.n)}] = facts.Pass{Param: e.n, From: facts.Label{Kind: facts.OfParam, N: x.n}}
		case x.kind == elemGlobal:
			u.passes[passKey{e.n, x.global.Name, needsText(x.needs)}] = facts.Pass{Param: e.n, From: globalLabel(x)}
		}
	}
}

// feedBound is feed for a method of a handle or of a type of the library, whose receiver keeps what it is handed.
func (u *unit) feedBound(s *site, e *elem, f *facts.Func, with set, data uint64) {
	obj := u.p.funcNamed(e.callee.Name)
	if obj == nil || obj.Pkg() == nil || obj.Signature().Recv() == nil {
		return
	}
	recv := obj.Signature().Recv().Type()
	kernels := trustBase(obj.Pkg().Path())
	switch {
	case kernels || f != nil && f.Trusted:
		b := &site{in: s.in, args: []ssa.Value{ssa.NewConst(nil, recv)}, sets: []set{e.contents}, data: []uint64{e.data}}
		caller := u.p.isClient(recv) || kernels && (strings.HasSuffix(typeName(recv), "Client") || typeName(recv) == "PerTenant")
		mine := !u.paramsOf(e.contents).empty() || !kernels && !u.p.types.reaches(recv)
		if !caller && data != 0 && mine && !(kernels && readsOnly(typeName(recv), obj.Name(), b)) {
			u.flowLabels(nil, data, facts.Label{Kind: facts.Own}, u.p.position(u.pos(s.in)), typeName(recv)+"."+obj.Name())
		}
	case f == nil && u.p.types.std.Func(e.callee.Name).Writes&1 != 0:
		u.keepsFuncs(u.reach(e.contents), with, nil)
		u.flowTo(u.reach(e.contents), with, data, u.p.position(u.pos(s.in)))
	}
}

// feedNamed is feed for a function of another unit.
func (u *unit) feedNamed(s *site, i int, direct, with set, data uint64) (set, uint64) {
	e := u.elems[i]
	var out set
	f := u.p.summary(e.callee.Name)
	if !e.callee.Captures && strings.HasPrefix(e.callee.Name, "(") {
		// A method expression, perhaps of a type that has the method of an embedded field: its receiver may lie behind what it gets.
		direct = with
	}
	before := u.choice
	u.choice |= data // whether, or how often, it is called may follow from it
	defer func() { u.choice = before }()
	m := e.method
	if m == nil && f == nil {
		m = u.p.funcNamed(e.callee.Name)
	}
	if f == nil && m != nil && ofInterface(m) && (m.Pkg() == nil || !trustBase(m.Pkg().Path())) {
		recv, d := with, data
		if e.callee.Captures {
			recv, d = e.contents, data|e.data
		}
		b := &site{in: s.in, args: []ssa.Value{ssa.NewConst(nil, m.Signature().Recv().Type())}, sets: []set{recv}, data: []uint64{d}}
		for par := range m.Signature().Params().Variables() {
			b.args, b.sets, b.data = append(b.args, ssa.NewConst(nil, par.Type())), append(b.sets, with), append(b.data, data)
		}
		if all, _ := u.everything(b); u.feeding[i] { // it is called with what leads to itself
			return all, d
		}
		u.feeding[i] = true
		u.invoked(b, m.Signature().Recv().Type(), m)
		delete(u.feeding, i)
		all, _ := u.everything(b)
		return all, d
	}
	if (e.callee.Captures || f != nil && f.Trusted) && !e.callee.Inner && u.final {
		u.feedBound(s, e, f, with, data)
	}
	if f == nil {
		// Its name tells the link step to look at it; the standard library's writes what its summary says.
		if path := u.p.packageOf(e.callee.Name); u.p.types.std.Std(path) {
			sum := u.p.librarySummary(e.callee.Name)
			writes := sum.Writes
			if !sum.Known {
				writes = ^uint64(0)
			}
			if obj := u.p.funcNamed(e.callee.Name); obj != nil {
				writes &= u.takes(obj.Signature())
			}
			if e.callee.Captures { // of a bound method, whose receiver is not what it is handed
				if writes&1 != 0 && !locks(e.callee.Name) {
					u.writeVia(s.in, e.contents, nil, "hands on "+short(e.callee.Name)+", which writes", facts.Write{})
				}
				writes &^= 1
				if !sum.Fresh {
					out.union(u.reach(e.contents))
				}
			}
			if writes != 0 {
				u.writeVia(s.in, direct, nil, "hands it to "+short(e.callee.Name)+", which writes", facts.Write{Deep: true})
			}
			if !sum.Fresh {
				out.union(with)
			}
			return out, e.data | data
		}
		return nil, 0
	}
	if e.callee.Inner {
		if f.Inks != nil {
			u.writeVia(s.in, direct, nil, "hands it to a function of "+short(e.callee.Name)+", which writes", *f.Inks)
		}
		if f.Counts && u.final { // how often it is called, what calls it says, and what it has captured
			u.condition(s.in, e.contents, data|e.data|u.controlled())
		}
		if f.Hoards || f.Inks != nil { // it may put one of the two into the other
			u.into(i, with, data)
			var own set
			own.union(e.contents)
			own.add(i)
			for n := range with.all {
				u.into(n, own, e.data)
			}
		}
		out.union(u.reach(e.contents))
		return out, e.data
	}
	arg := func(n int) (set, uint64) {
		if e.callee.Captures && n == 0 { // the receiver of a bound method
			return e.contents, e.data
		}
		return with, data
	}
	for _, w := range f.Writes {
		if e.callee.Captures && w.Param == 0 {
			u.writeVia(s.in, e.contents, nil, "hands on "+short(e.callee.Name)+", which writes", w)
			continue
		}
		u.writeVia(s.in, direct, nil, "hands it to "+short(e.callee.Name)+", which writes", w)
	}
	u.putBy(s.in, f, func(n int) set {
		if e.callee.Captures && n == 0 {
			return e.contents
		}
		return direct
	})
	var d uint64
	for _, fl := range f.Flows {
		from, fd := u.globalSet(fl.From), uint64(0)
		switch fl.From.Kind {
		case facts.OfParam:
			from, fd = arg(fl.From.N)
			from = u.reach(from)
		case facts.Lent:
			from, _ = arg(fl.From.N)
			from = u.lentOf(u.reach(from), fl.From)
		case facts.Tenants:
			from.add(u.tenants())
		case facts.Raised:
			from, fd = u.raisedSet(), u.elemData(u.raised())
		}
		if fl.Data {
			from = nil
		}
		switch fl.To.Kind {
		case facts.OfParam:
			to, _ := arg(fl.To.N)
			for n := range to.all {
				u.into(n, from, fd)
			}
			if u.final {
				u.placed(s.in, u.reach(to), from)
				u.keepsFuncs(to, from, nil)
				u.flowTo(to, from, fd, fl.Pos)
				u.hoards(to, from, fd, nil)
			}
		case facts.OfResult:
			out.union(from)
			d |= fd
		case facts.Lent:
			to, _ := arg(fl.To.N)
			u.intoLent(to, from, fd, fl)
		case facts.Called:
			to, _ := arg(fl.To.N)
			if fl.To.Name != "" {
				u.calledInto(s.in, u.reach(to), from, fd, fl)
			} else {
				u.calledOn(to, from, fd, fl)
			}
		case facts.Tenants:
			if u.final {
				u.givesTenants(from, fl.From.Needs, fl.Pos)
			}
		case facts.Raised:
			u.raises(s.in, from, fd, fl.Pos, fl.From.Kind != facts.OfGlobal)
		}
	}
	// What it hands to a function that it is given, such as the yield of an iterator, the library may return.
	for _, p := range f.Passes {
		var from set
		var fd uint64
		switch p.From.Kind {
		case facts.OfGlobal:
			from = u.globalSet(p.From)
		case facts.OfParam:
			from, fd = arg(p.From.N)
			from = u.reach(from)
		}
		if !p.Data {
			out.union(from)
		}
		d |= fd
	}
	for _, c := range f.Made {
		made := u.callee(c, nil)
		if c.Captures {
			u.contain(u.elems[made], out)
			u.contain(u.elems[made], u.reach(with))
		}
		out.add(made)
	}
	for _, t := range f.Dyns {
		out.add(u.dyn(t, nil))
	}
	return out, d
}

// takes are the parameters, the receiver among them, that lead to memory.
func (u *unit) takes(sig *types.Signature) uint64 {
	var out uint64
	n := 0
	if sig.Recv() != nil {
		out, n = 1, 1
	}
	for v := range sig.Params().Variables() {
		if u.p.types.reaches(v.Type()) {
			out |= 1 << min(n, 63)
		}
		n++
	}
	return out
}
