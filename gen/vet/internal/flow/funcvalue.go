package flow

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// unknown is a call of which nothing is known: it may keep, write and return whatever it gets.
func (u *unit) unknown(s *site, k effectKind, object, text string) {
	all, d := u.everything(s)
	u.blurred(s.in, s.sets)
	if u.final {
		if k != effectNone {
			u.effect(k, u.pos(s.in), object, text)
		}
		for i := range s.args {
			u.writeQuiet(s.in, s.sets[i], s.args[i])
			u.escapes(s.in, s.sets[i], "hands to a call that cannot be resolved")
		}
	}
	out, od := u.feed(s, all, all, d)
	all.union(out)
	m := u.made(s, all, d, true)
	all.union(m)
	u.result(s, -1, all, d|od)
}

// dynamic is a call of a function value.
func (u *unit) dynamic(s *site, fns set, data uint64) {
	known := u.resolved(s)
	if fns.empty() && known != nil {
		u.callEach(s, known, data)
	} else if fns.empty() && u.final {
		u.effect(effectCall, u.pos(s.in), "", "calls a function value that cannot be traced to a function")
	}
	env := u.reach(fns)
	for i := range fns.all {
		if u.work += len(s.args) * (4 + len(u.elems)/16); u.spent() {
			return
		}
		e := u.elems[i]
		switch e.kind {
		case elemOuter:
			u.calledOuter(s)
		case elemFunc:
			u.funcValue(s, e, env, data)
		case elemParam, elemLent:
			if known != nil && e.n == 0 && u.top.Signature.Recv() != nil { // nobody passes it: it lies in the receiver
				u.callEach(s, known, data)
				continue
			}
			u.calledParam(s, i, e)
		case elemGlobal:
			if e.global.Known {
				u.calledGlobal(s, e.global) // its functions are in the set
				continue
			}
			if known != nil {
				u.callEach(s, known, data)
				continue
			}
			u.unknown(s, effectCall, e.global.Name, "calls a function kept in package-level variable "+short(e.global.Name)+", and it cannot be known which")
		case elemHandle:
			all, d := u.everything(s)
			var h set
			h.add(i)
			u.feed(s, all, h, d)
			u.result(s, -1, h, d)
		case elemAlloc:
			if u.spelledOut(fns, i) {
				continue
			}
			if known != nil {
				u.callEach(s, known, data)
				continue
			}
			all, d := u.everything(s)
			all.union(u.reach(e.contents))
			if e.opaque {
				u.blurred(s.in, s.sets)
				u.mixed(s, all, d|data)
			}
			out, od := u.feed(s, all, all, d|data)
			all.union(out)
			all.union(u.made(s, all, d, true))
			u.result(s, -1, all, d|od|data)
			if u.final && e.opaque {
				u.calledInside(s, data)
				for n := range s.args {
					u.escapes(s.in, s.sets[n], "hands to a function that cannot be known")
				}
			}
		}
	}
}

// spelledOut reports whether all that could be called of what lies in memory of this function is in fns by itself.
func (u *unit) spelledOut(fns set, i int) bool {
	if u.elems[i].opaque {
		return false
	}
	for n := range u.reachOf(i).all {
		e := u.elems[n]
		if e.env != nil {
			n = u.param(e.n)
		}
		if e.kind == elemDyn || e.kind == elemAlloc && !e.opaque || fns.has(n) || e.kind == elemGlobal && u.hasView(fns, e.global) {
			continue
		}
		return false
	}
	return true
}

// hasView reports whether something of a variable is in a set.
func (u *unit) hasView(s set, g *facts.Global) bool {
	for i := range s.all {
		if e := u.elems[i]; e.kind == elemGlobal && e.global == g {
			return true
		}
	}
	return false
}

// calledGlobal is a call of a function that a variable holds, all of which are known.
func (u *unit) calledGlobal(s *site, g *facts.Global) {
	for _, c := range g.Funcs {
		switch {
		case c.Once:
			u.onceResult(s, g)
		case c.Captures && u.final:
			u.effect(effectCaptured, u.pos(s.in), g.Name, "calls the function in package-level variable "+short(g.Name)+", which carries memory of its own from call to call")
		}
	}
}

// calledOuter is a call, in a nested function, of a function that it was called
// with: whoever gets the nested function gets what it passes.
func (u *unit) calledOuter(s *site) {
	all, d := u.everything(s)
	u.blurred(s.in, s.sets)
	var h set
	h.add(u.outer())
	u.feed(s, all, h, d)
	if u.nested(u.cur) {
		u.contain(u.elems[u.funcElem(u.cur)], all)
	}
	all.union(h)
	u.result(s, -1, all, d)
}

// funcValue is a call of one function that the value may be; env is all that the value may reach.
func (u *unit) funcValue(s *site, e *elem, env set, data uint64) {
	if e.fn != nil {
		u.bindCall(s, e.fn)
		return
	}
	if u.final && e.callee.Captures { // it may have memory of its own
		_, d := u.everything(s)
		u.hands(d | data)
	}
	if e.global != nil {
		u.calledGlobal(s, e.global)
	}
	if e.callee.Once {
		if u.final {
			u.out.Calls = append(u.out.Calls, facts.Call{Callee: e.callee.Name, Pos: u.p.position(u.pos(s.in))})
		}
		if e.global != nil && s.res != nil && u.p.types.reaches(s.res.Type()) {
			u.onceResult(s, e.global)
		} else {
			out := u.made(s, e.contents, 0, true)
			out.union(e.contents)
			u.result(s, -1, out, data)
		}
		return
	}
	if e.callee.Inner {
		all, d := u.everything(s)
		u.blurred(s.in, s.sets)
		if e.global != nil && e.global.Known && !e.callee.Captures {
			env = u.siblings(env, e.global)
			env.union(u.reach(e.contents))
		}
		all.union(env)
		var given set
		for _, a := range s.sets {
			given.union(a)
		}
		u.feedDirect(s, all, given, all, d|data)
		f := u.p.summary(e.callee.Name)
		if f == nil || f.Counts {
			for i := range env.all {
				u.into(i, nil, d|data)
			}
		}
		for i := range env.all {
			d |= u.elemData(i)
		}
		if f != nil && (f.Hoards || f.Inks != nil) { // it keeps what it is called with where it was made
			u.mixed(s, all, d|data)
			if u.final {
				var kept set
				for n, a := range s.args {
					if f.HoardsCtx || !isContext(a.Type()) {
						kept.union(s.sets[n])
					}
				}
				u.keepsFuncs(env, kept, nil)
				u.flowTo(env, u.reach(kept), d|data, u.p.position(u.pos(s.in)))
			}
		}
		if u.final {
			u.out.Calls = append(u.out.Calls, facts.Call{Callee: e.callee.Name, Pos: u.p.position(u.pos(s.in))})
			for i := range s.args {
				u.writeQuiet(s.in, s.sets[i], s.args[i])
				u.escapes(s.in, s.sets[i], "hands to a function made elsewhere")
			}
		}
		all.union(u.made(s, all, d, true))
		u.result(s, -1, all, d|data)
		return
	}
	if e.callee.Captures { // a bound method: its receiver is in the contents
		recv := e.contents
		f := u.p.summary(e.callee.Name)
		if f != nil && !f.Trusted {
			b := &site{in: s.in, res: s.res, args: append([]ssa.Value{s.in.Common().Value}, s.args...), sets: append([]set{recv}, s.sets...), data: append([]uint64{data}, s.data...)}
			if u.final {
				u.out.Calls = append(u.out.Calls, facts.Call{Callee: e.callee.Name, Pos: u.p.position(u.pos(s.in))})
			}
			u.apply(b, f)
			return
		}
		obj := e.method
		if obj == nil {
			obj = u.p.funcNamed(e.callee.Name)
		}
		switch {
		case obj == nil && f == nil:
			u.unknown(u.bound(s, types.Universe.Lookup("any").Type(), recv, data), effectNoBody, e.callee.Name, "calls "+short(e.callee.Name)+", whose body was not analysed")
			return
		case obj != nil && obj.Signature().Recv() != nil:
			u.static(u.bound(s, obj.Signature().Recv().Type(), recv, data), e.callee.Name, obj)
			return
		}
		all, d := u.everything(s)
		all.union(u.reach(recv))
		all.union(u.made(s, all, d, true))
		u.result(s, -1, all, d|data)
		return
	}
	obj := u.p.funcNamed(e.callee.Name)
	if u.final && obj != nil && obj.Pkg() != nil && u.p.types.std.Std(obj.Pkg().Path()) {
		if class := u.p.types.std.Denied(obj.Pkg().Path(), e.callee.Name); class != "" {
			code, verdict := deniedCode(class)
			u.out.Effects = append(u.out.Effects, facts.Effect{Code: code, Verdict: verdict, Object: string(class), Pos: u.p.position(u.pos(s.in)), Text: "calls " + short(e.callee.Name) + " through a function value"})
		}
	}
	u.static(s, e.callee.Name, obj)
}

// siblings are the functions of a variable among the elements of s: one that has captured nothing but functions leads to these,
// and to what it yields.
func (u *unit) siblings(s set, g *facts.Global) set {
	return u.only(s, func(e *elem) bool { return e.kind == elemFunc && e.global == g })
}

// bound is the call of a method value as one of the method, for whose receiver the call has no value.
func (u *unit) bound(s *site, t types.Type, recv set, data uint64) *site {
	return &site{in: s.in, res: s.res, args: append([]ssa.Value{ssa.NewConst(nil, t)}, s.args...), sets: append([]set{recv}, s.sets...), data: append([]uint64{data}, s.data...)}
}

func (u *unit) onceResult(s *site, g *facts.Global) {
	if s.res == nil {
		return
	}
	one := func(i int, t types.Type) {
		if u.p.types.reaches(t) {
			var all set
			all.add(u.global(g, u.p.types.freezing(t, g.Inside)))
			u.result(s, i, all, 0)
		}
	}
	if tuple, ok := s.res.Type().(*types.Tuple); ok {
		for i := range tuple.Len() {
			one(i, tuple.At(i).Type())
		}
		return
	}
	one(-1, s.res.Type())
}

type mixKey struct{ in ssa.Instruction }

// mixed says that a call may put any of these into any other.
func (u *unit) mixed(s *site, with set, data uint64) {
	hub := u.alloc(mixKey{s.in})
	u.elems[hub].mix = true
	u.into(hub, with, data)
	var h set
	h.union(with) // as it is, or inside of something new
	h.add(hub)
	for n := range with.all {
		if n != hub {
			u.into(n, h, data)
		}
	}
}

// passesData notes that a function parameter is called with what derives from data.
func (u *unit) passesData(param int, d uint64) {
	for n := range u.top.Params {
		if d&(1<<min(n, lastParam)) != 0 {
			u.passes[passKey{param: param, needs: "data " + strconv.Itoa(n)}] = facts.Pass{Param: param, From: facts.Label{Kind: facts.OfParam, N: n}, Data: true}
		}
	}
}

// hands notes that a nested function calls one that it has captured with what it is called with, or because of it.
func (u *unit) hands(d uint64) {
	if u.cur != u.top && (d|u.controlled())&outerData != 0 {
		u.out.Hands = true
	}
}

// calledParam is a call of a function that this function was given.
func (u *unit) calledParam(s *site, i int, e *elem) {
	all, d := u.everything(s)
	u.blurred(s.in, s.sets)
	if u.final {
		u.passes[passKey{param: e.n, needs: "call"}] = facts.Pass{Param: e.n, From: facts.Label{Kind: facts.Later}}
		u.passesData(e.n, d|u.controlled())
		for l := range all.all {
			switch x := u.elems[l]; x.kind {
			case elemParam:
				u.passes[passKey{param: e.n, needs: strconv.Itoa(x.n)}] = facts.Pass{Param: e.n, From: facts.Label{Kind: facts.OfParam, N: x.n}}
			case elemGlobal:
				if e.n == 0 && u.top.Signature.Recv() != nil {
					var one set
					one.add(l)
					u.escapes(s.in, one, "hands to a function that cannot be known")
					continue
				}
				u.passes[passKey{e.n, x.global.Name, needsText(x.needs)}] = facts.Pass{Param: e.n, From: globalLabel(x)}
			}
		}
	}
	if u.final {
		u.hands(d)
		called := facts.Label{Kind: facts.Called, N: e.n}
		u.flowLabels(u.handed(s, e.n), d, called, u.p.position(u.pos(s.in)), "")
		for n, a := range s.args {
			if isContext(a.Type()) {
				u.flowLabels(u.paramsOf(s.sets[n]), 0, called, u.p.position(u.pos(s.in)), facts.Context)
			}
		}
		u.flowLabels(nil, u.controlled()|1<<min(e.n, lastParam), called, u.p.position(u.pos(s.in)), facts.Condition)
	}
	var with set
	with.add(u.env(i, s.in))
	with.union(all)
	own := u.elemData(i)
	out, od := u.feed(s, all, with, d|own)
	with.union(out)
	u.mixed(s, u.mixing(s, e, with), d|own)
	with.add(i)
	u.returns(s, e.n, with, d, od|own)
}

// handed is the memory of parameters that a function gets which was found where parameter n leads. Another function from
// there that it is called with is no such memory: all that can be done with it is to call it.
func (u *unit) handed(s *site, n int) set {
	var out set
	for i, a := range s.args {
		_, function := a.Type().Underlying().(*types.Signature)
		for at := range u.paramsOf(s.sets[i]).all {
			if e := u.elems[at]; e.env != s.in && !(function && e.n == n) {
				out.add(at)
			}
		}
	}
	return out
}

// mixing is what a function that was found where a parameter leads may put into one another. What one does with a context
// that is not the parameter itself, whoever put it there knows, or the link step asks.
func (u *unit) mixing(s *site, e *elem, with set) set {
	if e.n >= len(u.top.Params) || isFunc(u.top.Params[e.n]) {
		return with
	}
	var other set
	for n, a := range s.args {
		if !isContext(a.Type()) {
			other.union(u.reach(s.sets[n]))
		}
	}
	var out set
	for i := range with.all {
		if !u.isContextParam(u.elems[i]) || other.has(i) {
			out.add(i)
		}
	}
	return out
}

// innerCallee is a function of this unit as others see it.
func (u *unit) innerCallee(f *ssa.Function) facts.Callee {
	return facts.Callee{Name: u.out.Name, Captures: u.captures(f), Inner: true}
}

// captures reports whether a nested function has memory of its own: a captured variable that it or
// what is nested in it writes, or that leads to memory which it does more with than read it. What a function
// that it has captured returns, or puts where it is told, is such memory if it writes that.
func (u *unit) captures(f *ssa.Function) bool {
	if len(f.FreeVars) > 0 && u.lasting[f] {
		return true
	}
	for _, fv := range f.FreeVars {
		if _, ok := fv.Type().Underlying().(*types.Pointer); !ok || !u.onlyRead(fv, map[ssa.Value]bool{}) {
			return true
		}
	}
	return false
}
