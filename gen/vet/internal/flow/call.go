package flow

import (
	"go/types"
	"strconv"
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
}

// fn is the callee's name as findings show it.
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
	if c.IsInvoke() {
		u.invoke(s, c)
		return
	}
	f := c.StaticCallee()
	if f != nil && u.final {
		u.instantiated(f)
	}
	switch {
	case f == nil:
		u.dynamic(s, u.of(c.Value), u.dataOf(c.Value))
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
		u.static(s, u.p.name(f), u.p.object(f))
	}
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
	if u.final {
		u.out.Calls = append(u.out.Calls, facts.Call{Callee: name, Pos: u.p.position(u.pos(s.in))})
	}
	path := ""
	if obj != nil && obj.Pkg() != nil {
		path = obj.Pkg().Path()
	}
	switch {
	case path != "" && trustBase(path):
		u.handleCall(s, obj)
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

// feedNamed is feed for a function of another unit.
func (u *unit) feedNamed(s *site, i int, direct, with set, data uint64) (set, uint64) {
	e := u.elems[i]
	var out set
	f := u.p.summary(e.callee.Name)
	if f == nil {
		return nil, 0 // its name tells the link step to look at it; the standard library's only read
	}
	if e.callee.Inner {
		if f.Inks != nil {
			u.writeVia(s.in, direct, nil, "hands it to a function of "+short(e.callee.Name)+", which writes", *f.Inks)
		}
		if f.Hoards || f.Inks != nil { // it may put one of the two into the other
			u.into(i, with, data)
			var own set
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
	var d uint64
	for _, fl := range f.Flows {
		from, fd := u.globalSet(fl.From), uint64(0)
		if fl.From.Kind == facts.OfParam {
			from, fd = arg(fl.From.N)
			from = u.reach(from)
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
				u.flowTo(to, from, fd, fl.Pos)
			}
		case facts.OfResult:
			out.union(from)
			d |= fd
		}
	}
	for _, c := range f.Made {
		out.add(u.callee(c, nil))
	}
	for _, t := range f.Dyns {
		out.add(u.dyn(t, nil))
	}
	return out, d
}

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
			u.writeVia(s.in, a, v, "calls "+short(f.Name)+", which writes", w)
		}
	}
	contents := map[int]*set{}
	datas := map[int]uint64{}
	result := func(i int) *set {
		if contents[i] == nil {
			contents[i] = new(set)
		}
		return contents[i]
	}
	for _, fl := range f.Flows {
		u.applyFlow(s, fl, arg, result, datas)
	}
	for _, p := range f.Passes {
		a, _, v := arg(p.Param)
		if v == nil {
			continue
		}
		if p.From.Kind == facts.Later {
			u.calledArg(s, a)
			continue
		}
		var direct, with set
		var d uint64
		if p.From.Kind == facts.OfGlobal {
			direct = u.globalSet(p.From)
			with = direct
		} else if from, fd, fv := arg(p.From.N); fv != nil {
			d = fd
			if !p.Data {
				direct, with = from, u.reach(from)
			}
		}
		u.feedDirect(s, a, direct, with, d)
	}
	u.retain(s, f, arg)
	var tags set
	for _, c := range f.Made {
		tags.add(u.callee(c, nil))
	}
	for _, d := range f.Dyns {
		tags.add(u.dyn(d, nil))
	}
	all := tags
	for _, c := range contents {
		all.union(*c)
	}
	m := u.made(s, all, 0, f.Opaque)
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

// calledArg is a call, by a callee, of a function that it was given.
func (u *unit) calledArg(s *site, a set) {
	if !u.final {
		return
	}
	for i := range u.reach(a).all {
		switch e := u.elems[i]; e.kind {
		case elemGlobal:
			if e.global.Known {
				u.calledGlobal(&site{in: s.in}, e.global)
			} else {
				u.effect(effectCall, u.pos(s.in), e.global.Name, "has a function called that is kept in package-level variable "+short(e.global.Name)+", and it cannot be known which")
			}
		case elemParam:
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

func (u *unit) applyFlow(s *site, fl facts.Flow, arg func(int) (set, uint64, ssa.Value), result func(int) *set, datas map[int]uint64) {
	var with set
	var d uint64
	if fl.From.Kind == facts.OfGlobal {
		with = u.globalSet(fl.From)
	} else {
		a, ad, v := arg(fl.From.N)
		if v == nil {
			return
		}
		d = ad
		if !fl.Data {
			with = u.reach(a)
		}
	}
	switch fl.To.Kind {
	case facts.OfParam:
		to, _, v := arg(fl.To.N)
		if v == nil {
			return
		}
		for i := range to.all {
			u.into(i, with, d)
		}
		if u.final {
			u.flowTo(to, with, d, fl.Pos)
		}
	case facts.OfResult:
		if fl.Data {
			datas[fl.To.N] |= d
		} else {
			result(fl.To.N).union(with)
		}
	case facts.Called:
		to, _, v := arg(fl.To.N)
		if v == nil || !u.final {
			return
		}
		for i := range u.reach(to).all {
			if e := u.elems[i]; e.kind == elemParam {
				u.flowLabels(u.paramsOf(with), d, facts.Label{Kind: facts.Called, N: e.n}, fl.Pos, "")
			}
		}
	case facts.Later, facts.Own:
		if u.final {
			u.flowLabels(with, d, fl.To, fl.Pos, fl.What)
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

// unknown is a call of which nothing is known: it may keep, write and return whatever it gets.
func (u *unit) unknown(s *site, k effectKind, object, text string) {
	all, d := u.everything(s)
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
	if fns.empty() && u.final {
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
		case elemParam:
			u.calledParam(s, i, e)
		case elemGlobal:
			if e.global.Known {
				u.calledGlobal(s, e.global) // its functions are in the set
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
			all, d := u.everything(s)
			all.union(u.reach(e.contents))
			out, od := u.feed(s, all, all, d|data)
			all.union(out)
			all.union(u.made(s, all, d, true))
			u.result(s, -1, all, d|od|data)
			if u.final && e.opaque {
				for n := range s.args {
					u.escapes(s.in, s.sets[n], "hands to a function that cannot be known")
				}
			}
		}
	}
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
			u.result(s, -1, u.made(s, e.contents, 0, true), data)
		}
		return
	}
	if e.callee.Inner {
		all, d := u.everything(s)
		all.union(env)
		var given set
		for _, a := range s.sets {
			given.union(a)
		}
		u.feedDirect(s, all, given, all, d|data)
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
	u.into(hub, with, data)
	var h set
	h.add(hub)
	for n := range with.all {
		if n != hub {
			u.into(n, h, data)
		}
	}
}

// calledParam is a call of a function that this function was given.
func (u *unit) calledParam(s *site, i int, e *elem) {
	all, d := u.everything(s)
	if u.final {
		u.passes[passKey{param: e.n, needs: "call"}] = facts.Pass{Param: e.n, From: facts.Label{Kind: facts.Later}}
		for n := range u.top.Params {
			if d&(1<<min(n, lastParam)) != 0 {
				u.passes[passKey{param: e.n, needs: "data " + strconv.Itoa(n)}] = facts.Pass{Param: e.n, From: facts.Label{Kind: facts.OfParam, N: n}, Data: true}
			}
		}
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
		u.flowLabels(u.paramsOf(all), d, facts.Label{Kind: facts.Called, N: e.n}, u.p.position(u.pos(s.in)), "")
	}
	var with set
	with.add(i)
	with.union(all)
	own := u.elemData(i)
	out, od := u.feed(s, all, with, d|own)
	with.union(out)
	u.mixed(s, with, d|own)
	with.union(u.made(s, with, d, true))
	u.result(s, -1, with, d|od|own)
}
