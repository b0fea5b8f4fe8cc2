package flow

import (
	"cmp"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// An effectKind is a code with what the analysis makes of it.
type effectKind uint8

const (
	effectNone effectKind = iota
	effectWrite
	effectKeep
	effectCaptured
	effectGo
	effectCall
	effectNoBody
	effectEscape
	effectStdWrite
	effectContext
	effectMade
)

var kinds = [...]struct {
	code    string
	verdict facts.Verdict
}{
	effectWrite:    {facts.CodeWrite, facts.Leak},
	effectKeep:     {facts.CodeKeep, facts.Leak},
	effectCaptured: {facts.CodeAlias, facts.Leak},
	effectGo:       {facts.CodeGo, facts.Leak},
	effectCall:     {facts.CodeCall, facts.Undecided},
	effectNoBody:   {facts.CodeNoBody, facts.Undecided},
	effectEscape:   {facts.CodeEscape, facts.Undecided},
	effectStdWrite: {facts.CodeProcess, facts.Leak},
	effectContext:  {facts.CodeContext, facts.Leak},
	effectMade:     {facts.CodeCapability, facts.Leak},
}

func (u *unit) effect(k effectKind, at token.Pos, object, text string) {
	u.effectNeeds(k, at, object, text, facts.Needs{}, nil)
}

func (u *unit) effectNeeds(k effectKind, at token.Pos, object, text string, needs facts.Needs, related []facts.Place) {
	pos := u.p.position(at)
	kind := kinds[k]
	id := kind.code + " " + pos.String() + " " + object
	if u.effects[id] {
		return
	}
	u.effects[id] = true
	u.out.Effects = append(u.out.Effects, facts.Effect{Code: kind.code, Verdict: kind.verdict, Object: object, Pos: pos, Text: text, Needs: needs, Related: related})
}

func (u *unit) ref(name string) { u.out.Refs = append(u.out.Refs, name) }

// writeTo says that an instruction writes the memory that an address leads to.
// path is the value by which it got there; val is what is stored, if that is one value.
func (u *unit) writeTo(in ssa.Instruction, addr set, path, val ssa.Value, verb string) {
	u.touched(addr, path)
	u.writeWith(in, u.pos(in), addr, path, val, verb, nil)
}

func (u *unit) writeAt(at token.Pos, addr set, path, val ssa.Value, verb string) {
	u.touched(addr, path)
	u.writeWith(nil, at, addr, path, val, verb, nil)
}

// writeVia is writeTo by a callee, of which w says what it writes.
func (u *unit) writeVia(in ssa.Instruction, addr set, path ssa.Value, verb string, w facts.Write) {
	if !u.final && u.controlled()|u.pathData(path) == 0 && (u.cur == u.top || u.lasting[u.cur]) {
		return
	}
	addr = u.target(addr, w)
	u.touched(addr, path)
	if !u.final {
		return
	}
	u.deep, u.kinds, u.by = w.Deep, &w.Kinds, w.By
	u.writeWith(in, u.pos(in), addr, path, nil, verb, []facts.Place{{Pos: w.Pos, Text: "written here"}})
	u.deep, u.kinds, u.by = false, nil, nil
}

// writeAny is writeTo by a function of which only the type of what it gets is known.
func (u *unit) writeAny(in ssa.Instruction, addr set, path ssa.Value, verb string) {
	u.touched(addr, path)
	if !u.final {
		return
	}
	kinds := u.p.types.anyOf(path.Type())
	u.deep, u.kinds = true, &kinds
	u.writeWith(in, u.pos(in), addr, path, nil, verb, nil)
	u.deep, u.kinds = false, nil
}

// target is what a write by a callee changes of what it was given: that itself, or what
// lies behind pointers too, as far as what is written can occur there. What a function yields counts as behind it.
func (u *unit) target(addr set, w facts.Write) set {
	var out set
	behind := func(i int) {
		switch e := u.elems[i]; e.kind {
		case elemGlobal:
			if !u.p.types.occurs(w.Kinds, u.p.typeOfGlobal(e.global)) {
				return
			}
		case elemParam:
			if e.n < len(u.top.Params) && !u.p.types.occurs(w.Kinds, u.top.Params[e.n].Type()) {
				return
			}
		}
		out.add(i)
	}
	for i := range addr.all {
		out.add(i)
		u.work += 1 + len(u.elems)/16
		if e := u.elems[i]; w.Deep || e.kind == elemFunc {
			for n := range u.reachOf(i).all {
				if n != i {
					behind(n)
				}
			}
		}
	}
	return out
}

func (u *unit) writeWith(in ssa.Instruction, at token.Pos, addr set, path, val ssa.Value, verb string, related []facts.Place) {
	if !u.final {
		return
	}
	shared := false
	kinds := u.kinds
	if kinds == nil {
		k := wrote(path)
		kinds = &k
	}
	addr = u.aimed(addr, *kinds)
	u.counts(addr)
	if path != nil {
		u.hoards(addr, nil, u.controlled()|u.indexData(path), types.Typ[types.Bool])
	}
	for i := range addr.all {
		e := u.elems[i]
		switch e.kind {
		case elemAlloc:
			shared = shared || e.opaque
		case elemParam:
			shared = true
			w := facts.Write{Param: e.n, Deep: u.deep || behindPointers(path), Kinds: *kinds, By: u.by, Pos: u.p.position(at)}
			if w.Field, w.Plain = u.plainly(in, e.n, path, val); w.Field != 0 {
				w.Of = types.TypeString(u.top.Params[e.n].Type(), nil)
			}
			u.written(w)
			if !u.unread(path) {
				u.flowLabels(nil, u.controlled()|u.indexData(path)|u.pathData(path), facts.Label{Kind: facts.OfParam, N: e.n}, u.p.position(at), facts.Condition)
			}
		case elemLent:
			if !u.unread(path) {
				u.flowLabels(nil, u.controlled()|u.indexData(path)|u.pathData(path), e.lent, u.p.position(at), facts.Condition)
			}
		case elemRaised:
			shared = true
		case elemOuter:
			shared = true
			w := facts.Write{Deep: u.deep || behindPointers(path), Kinds: *kinds, By: u.by, Pos: u.p.position(at)}
			if u.out.Inks == nil {
				u.out.Inks = &w
			} else {
				also(u.out.Inks, w)
			}
		case elemHandle:
			shared = true
		case elemGlobal:
			shared = true
			u.writesGlobal(in, at, e, val, verb, related)
		}
	}
	if shared && path != nil {
		u.mark(path)
	}
}

// behindPointers reports whether an address may lie elsewhere than in what a parameter points to itself.
func behindPointers(path ssa.Value) bool {
	for {
		switch v := path.(type) {
		case *ssa.Parameter:
			return false
		case *ssa.FieldAddr:
			path = v.X
		case *ssa.IndexAddr:
			path = v.X
		case *ssa.UnOp: // of a parameter that is captured or reassigned
			a, ok := v.X.(*ssa.Alloc)
			if !ok {
				return true
			}
			for _, r := range *a.Referrers() {
				if s, ok := r.(*ssa.Store); ok && s.Addr == a {
					if _, ok := s.Val.(*ssa.Parameter); !ok {
						return true
					}
				}
			}
			return false
		default:
			return true
		}
	}
}

// writeQuiet is writeTo by a call that may or may not write: package-level
// memory is reported as escaping, not as written.
func (u *unit) writeQuiet(in ssa.Instruction, addr set, path ssa.Value) {
	u.writeUnsaid(in, addr, path)
	if !u.final {
		return
	}
	u.condition(in, addr, u.controlled()|u.pathData(path))
}

// condition notes that what data was derived from decides whether, how often or where memory of parameters is written.
func (u *unit) condition(in ssa.Instruction, addr set, d uint64) {
	for i := range addr.all {
		switch e := u.elems[i]; e.kind {
		case elemParam:
			u.flowLabels(nil, d, facts.Label{Kind: facts.OfParam, N: e.n}, u.p.position(u.pos(in)), facts.Condition)
		case elemLent:
			u.flowLabels(nil, d, e.lent, u.p.position(u.pos(in)), facts.Condition)
		}
	}
}

// writeUnsaid is writeQuiet where what decides about the call is noted elsewhere; by is the method that may write.
func (u *unit) writeUnsaid(in ssa.Instruction, addr set, path ssa.Value, by ...facts.Label) {
	u.touched(addr, path)
	if !u.final {
		return
	}
	for i := range addr.all {
		if e := u.elems[i]; e.kind == elemParam {
			u.written(facts.Write{Param: e.n, Deep: true, By: by, Pos: u.p.position(u.pos(in))})
			u.mark(path)
		}
	}
}

func (u *unit) written(w facts.Write) {
	if n, ok := u.writes[w.Param]; ok {
		also(&u.out.Writes[n], w)
		return
	}
	u.writes[w.Param] = len(u.out.Writes)
	u.out.Writes = append(u.out.Writes, w)
}

// also makes a write stand for another one too.
func also(w *facts.Write, o facts.Write) {
	if w.Plain = w.Plain && o.Plain; w.Field != o.Field || w.Of != o.Of {
		w.Field, w.Of = 0, ""
	}
	w.Deep = w.Deep || o.Deep
	if len(w.By) == 0 || len(o.By) == 0 {
		w.By = nil
	} else {
		w.By = labels(append(slices.Clone(w.By), o.By...))
	}
	if len(w.Kinds) == 0 || len(o.Kinds) == 0 {
		w.Kinds = nil
		return
	}
	if w.Kinds = unique(append(slices.Clone(w.Kinds), o.Kinds...)); len(w.Kinds) > maxShapes {
		w.Kinds = nil
	}
}

func (u *unit) writesGlobal(in ssa.Instruction, at token.Pos, e *elem, val ssa.Value, verb string, related []facts.Place) {
	name := e.global.Name
	own := u.p.owns(name)
	if own && u.p.inits[u.cur] || u.p.in.Benign(name) || len(u.by) > 0 && u.p.readBy(e.global, u.by) {
		return
	}
	k := effectWrite
	switch {
	case u.p.library(u.p.packageOf(name)):
		k = effectStdWrite
	case val != nil && u.p.isHandle(val.Type()), val != nil && u.keeps(u.of(val)):
		k = effectKeep
	}
	text := verb + " package-level variable " + short(name)
	if verb[len(verb)-1] != 's' && len(verb) > 20 || related != nil {
		text = verb + " what package-level variable " + short(name) + " leads to"
	}
	u.effectNeeds(k, at, name, text, facts.Needs{}, related)
}

// hoards notes that a nested function keeps what it is called with in memory that
// outlives its call: a variable that it has captured, or what a parameter leads to.
// t is the type of what is stored, nil if it may be any.
func (u *unit) hoards(addr, val set, d uint64, t types.Type) {
	ctx := t == nil || holdsContext(t)
	if !u.final || u.cur == u.top || u.out.Hoards && (u.out.HoardsCtx || !ctx) && u.out.KeepsCtx {
		return
	}
	from, asContext := d&outerData != 0, false
	for i := range u.reach(val).all {
		if e := u.elems[i]; e.kind == elemOuter {
			from, asContext = true, asContext || e.ctx
		}
	}
	if !from {
		return
	}
	for i := range addr.all {
		switch last := u.outlives(i); {
		case last:
			u.out.Hoards, u.out.HoardsCtx, u.out.KeepsCtx = true, u.out.HoardsCtx || ctx, u.out.KeepsCtx || asContext
		case u.elems[i].kind == elemOuter: // it was called with that, which may stay
			u.out.KeepsCtx = u.out.KeepsCtx || asContext
		}
	}
}

// counts notes that a nested function writes memory that outlives its call, whatever it is called with.
func (u *unit) counts(addr set) {
	if u.cur == u.top || u.out.Counts {
		return
	}
	for i := range addr.all {
		if u.outlives(i) {
			u.out.Counts = true
		}
	}
}

// lasts notes which nested functions, and functions around these, write what outlives their calls.
func (u *unit) lasts(addr set) {
	for f := u.cur; f != u.top && f != nil && !u.lasting[f]; f = f.Parent() {
		for i := range addr.all {
			if e := u.elems[i]; e.kind == elemParam || e.kind == elemAlloc && e.opaque {
				u.lasting[f], u.grew = true, true
				break
			}
		}
	}
}

// outlives reports whether memory that a nested function writes is there after its call, other than because it was called
// with it. That of one tenant is kept where it belongs.
func (u *unit) outlives(i int) bool {
	switch e := u.elems[i]; {
	case e.kind == elemAlloc && !e.opaque && e.by == u.cur, e.tenants:
		return false
	case e.kind == elemOuter: // a function nested deeper may have captured what the one around it was called with
		for _, fv := range u.cur.FreeVars {
			for n := range u.reach(u.of(fv)).all {
				if u.elems[n].kind == elemOuter {
					return true
				}
			}
		}
		return false
	}
	return true
}

// touched notes that memory of this call says something about what decided that, and where, it is written.
func (u *unit) touched(addr set, path ssa.Value) {
	u.lasts(addr)
	d := u.controlled() | u.pathData(path)
	if d == 0 {
		return
	}
	for i := range addr.all {
		if u.elems[i].kind != elemParam {
			u.into(i, nil, d)
		}
	}
}

// pathData is what the choice of the memory behind a value was derived from.
func (u *unit) pathData(path ssa.Value) uint64 {
	if path == nil {
		return 0
	}
	return u.dataOf(path)
}

// holdsContext reports whether a value of t may be, or hold by itself, a context.
func holdsContext(t types.Type) bool {
	return types.IsInterface(t) || slices.Contains(parts(t), "context.Context") || slices.Contains(parts(t.Underlying()), "context.Context")
}

// keeps reports whether a value leads to the instance itself or to a handle.
func (u *unit) keeps(s set) bool {
	recv := u.top.Signature.Recv()
	for i := range u.reach(s).all {
		switch e := u.elems[i]; e.kind {
		case elemParam:
			if e.n == 0 && recv != nil && u.p.isComponent(recv.Type()) {
				return true
			}
		}
	}
	return false
}

// storedIn notes where what is stored goes: to a parameter's memory, or, at
// initialisation, into a package-level variable.
func (u *unit) storedIn(in ssa.Instruction, addr, val set, d uint64, t types.Type) {
	if !u.p.types.reaches(t) {
		val = nil
	}
	u.placed(in, addr, val)
	for i := range addr.all {
		if u.elems[i].kind == elemHandle {
			u.escapes(in, val, "puts where a handle leads")
			u.toTenants(in, addr, val, t)
			if holdsContext(t) && !(types.IsInterface(t) && !isContext(t)) {
				u.effect(effectContext, u.pos(in), "context", "keeps the context of a call in memory of a handle, which outlives it")
			}
			break
		}
	}
	u.keepsFuncs(addr, val, t)
	u.flowTo(addr, u.reach(val), d, u.p.position(u.pos(in)))
}

// toTenants notes that memory of parameters gets to that of one tenant in a shared component.
func (u *unit) toTenants(in ssa.Instruction, addr, val set, t types.Type) {
	if !u.final || !u.p.types.reaches(t) {
		return
	}
	for i := range addr.all {
		if u.elems[i].tenants {
			u.givesTenants(val, u.p.types.freezing(t, facts.Needs{Mutable: true}), u.p.position(u.pos(in)))
			return
		}
	}
}

func (u *unit) givesTenants(with set, needs facts.Needs, pos token.Position) {
	for i := range u.reach(with).all {
		switch e := u.elems[i]; e.kind {
		case elemParam:
			u.flow(facts.Flow{From: facts.Label{Kind: facts.OfParam, N: e.n, Needs: needs}, To: facts.Label{Kind: facts.Tenants}, Pos: pos})
		case elemLent:
			from := e.lent
			from.Needs = needs
			u.flow(facts.Flow{From: from, To: facts.Label{Kind: facts.Tenants}, Pos: pos})
		}
	}
}

// lends notes that a nested function puts what it has captured into what it is called with.
func (u *unit) lends(addr, val set) {
	if u.cur == u.top || u.out.Lends {
		return
	}
	outer := false
	for i := range addr.all {
		outer = outer || u.elems[i].kind == elemOuter
	}
	if !outer {
		return
	}
	for i := range u.reach(val).all {
		switch e := u.elems[i]; e.kind {
		case elemParam, elemRaised:
			u.out.Lends = true
		case elemAlloc:
			u.out.Lends = u.out.Lends || e.opaque || e.by != u.cur
		}
	}
}

// keepsFuncs notes the functions inside what is put where a parameter leads, of this function or of one nested in it.
// t is the type of what is put there, nil if it may be any.
func (u *unit) keepsFuncs(addr, val set, t types.Type) {
	u.lends(addr, val)
	lasts := false
	for i := range addr.all {
		k := u.elems[i].kind
		lasts = lasts || k == elemParam || k == elemOuter
	}
	if !lasts || t != nil && !u.p.callsInside(t) {
		return
	}
	for i := range u.reach(val).all {
		switch e := u.elems[i]; {
		case e.kind == elemFunc && e.fn != nil:
			u.out.Keeps = append(u.out.Keeps, u.innerCallee(e.fn))
		case e.kind == elemFunc:
			u.out.Keeps = append(u.out.Keeps, e.callee)
		case e.kind == elemAlloc && e.opaque:
			u.out.Keeps = append(u.out.Keeps, facts.Callee{})
		}
	}
}

// flowTo notes that memory and data end up in the memory of parameters.
func (u *unit) flowTo(addr, with set, d uint64, pos token.Position) {
	for i := range addr.all {
		switch e := u.elems[i]; e.kind {
		case elemParam:
			u.flowLabels(with, d, facts.Label{Kind: facts.OfParam, N: e.n}, pos, "")
		case elemLent:
			u.flowLabels(with, d, e.lent, pos, "")
		}
	}
}

func (u *unit) flowLabels(with set, d uint64, to facts.Label, pos token.Position, what string) {
	seen := u.notedTo(to, pos, what)
	for i := range with.all {
		if !seen.from.add(i) {
			continue
		}
		switch e := u.elems[i]; e.kind {
		case elemParam:
			if to.Kind != facts.OfParam || to.N != e.n {
				f := facts.Flow{From: facts.Label{Kind: facts.OfParam, N: e.n}, To: to, Pos: pos, What: what}
				if to.Kind == facts.OfParam {
					f.As, f.Returned = e.as, e.returned
				}
				u.flow(f)
			}
		case elemGlobal:
			if e.needs.Mutable || len(e.needs.Types) > 0 {
				u.flow(facts.Flow{From: globalLabel(e), To: to, Pos: pos, What: what})
			}
		case elemLent:
			u.flow(facts.Flow{From: e.lent, To: to, Pos: pos, What: what})
		case elemHandle:
			if e.tenants && to.Kind == facts.OfResult {
				u.flow(facts.Flow{From: facts.Label{Kind: facts.Tenants}, To: to, Pos: pos, What: what})
			}
		case elemRaised:
			if to.Kind != facts.Raised {
				u.flow(facts.Flow{From: facts.Label{Kind: facts.Raised}, To: to, Pos: pos, What: what})
			}
		}
	}
	if d &^= seen.data; d == 0 {
		return
	}
	seen.data |= d
	if d&raisedData != 0 && to.Kind != facts.Raised {
		u.flow(facts.Flow{From: facts.Label{Kind: facts.Raised}, To: to, Data: true, Pos: pos, What: what})
	}
	for i := range u.top.Params {
		if d&(1<<min(i, lastParam)) != 0 && (to.Kind != facts.OfParam || to.N != i) {
			u.flow(facts.Flow{From: facts.Label{Kind: facts.OfParam, N: i}, To: to, Data: true, Pos: pos, What: what})
		}
	}
}

// notedKey is all of a flow that is the same for whatever ends up there.
type notedKey struct {
	kind  facts.Kind
	n     int
	name  string
	iface string
	what  string
	line  int
	vague bool
}

// noted is what is known to end up somewhere: callees with many flows say the same again at each call.
type noted struct {
	from set
	data uint64
}

func (u *unit) notedTo(to facts.Label, pos token.Position, what string) *noted {
	k := notedKey{to.Kind, to.N, to.Name, to.Iface, what, 0, u.vague}
	if u.apart(to) {
		k.line = pos.Line
	}
	n := u.noted[k]
	if n == nil {
		n = new(noted)
		u.noted[k] = n
	}
	return n
}

// apart reports whether each place is a finding where something gets there.
func (u *unit) apart(to facts.Label) bool { return u.component && to.Kind != facts.OfResult }

func (u *unit) flow(f facts.Flow) {
	k := flowKey{f.From.Kind, f.To.Kind, f.From.N, f.To.N, f.From.Name + " " + f.From.Iface + needsText(f.From.Needs) + f.To.Iface + " " + f.To.Name, f.Data, f.What, f.As, f.Returned, 0}
	if u.apart(f.To) {
		k.line = f.Pos.Line
	}
	n, ok := u.flows[k]
	switch {
	case !ok:
		n = len(u.out.Flows)
		u.flows[k], u.unsure[n] = n, u.vague
		u.out.Flows = append(u.out.Flows, f)
	case u.unsure[n] && !u.vague:
		u.out.Flows[n], u.unsure[n] = f, false
	}
}

func globalLabel(e *elem) facts.Label {
	return facts.Label{Kind: facts.OfGlobal, Name: e.global.Name, Needs: e.needs}
}

// flowOut notes what a result leads to.
func (u *unit) flowOut(in ssa.Instruction, s set, to facts.Label, t types.Type) {
	if u.p.types.reaches(t) {
		u.flowLabels(u.reach(u.retyped(s, t)), 0, to, u.p.position(u.pos(in)), "")
	}
}

// escapes notes that package-level memory gets into hands that cannot be followed.
func (u *unit) escapes(in ssa.Instruction, s set, verb string) {
	for i := range u.reach(s).all {
		e := u.elems[i]
		if e.kind != elemGlobal || !e.needs.Mutable && len(e.needs.Types) == 0 {
			continue
		}
		if u.p.inits[in.Parent()] {
			continue
		}
		u.effectNeeds(effectEscape, u.pos(in), e.global.Name, verb+" what package-level variable "+short(e.global.Name)+" leads to", e.needs, nil)
	}
}

// leaves marks the types on the way to a slice, map or channel that gets another
// name: whoever has that may write without naming the types.
func (u *unit) leaves(v ssa.Value) {
	if !u.final || !container(v.Type()) {
		return
	}
	for i := range u.of(v).all {
		if k := u.elems[i].kind; k == elemParam || k == elemGlobal || k == elemHandle {
			u.mark(v)
			return
		}
	}
}

// mark notes every named type on the way to v.
func (u *unit) mark(v ssa.Value) {
	seen := map[ssa.Value]bool{}
	var walk func(v ssa.Value)
	walk = func(v ssa.Value) {
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		if k := key(v.Type()); k != "" {
			u.marks[k] = true
		}
		switch v := v.(type) {
		case *ssa.Alloc:
			for _, val := range storedWithin(v) {
				walk(val)
			}
		case *ssa.FreeVar:
			for _, b := range u.bindings(v) {
				walk(b)
			}
		case *ssa.Call:
			for _, a := range v.Call.Args {
				walk(a)
			}
		case *ssa.Parameter:
			for _, a := range u.argsOf(v) {
				walk(a)
			}
		case *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeSlice: // what was put there came from anywhere
			for _, a := range u.lentOut() {
				walk(a)
			}
		case *ssa.Global, *ssa.Const, *ssa.Function, *ssa.Builtin:
		case ssa.Instruction:
			for _, op := range v.Operands(nil) {
				if *op != nil {
					walk(*op)
				}
			}
		}
	}
	walk(v)
}

// storedWithin are the values that are stored at an address, or at those of its fields and elements.
func storedWithin(addr ssa.Value) []ssa.Value {
	var out []ssa.Value
	for _, r := range *addr.Referrers() {
		switch r := r.(type) {
		case *ssa.Store:
			if r.Addr == addr {
				out = append(out, r.Val)
			}
		case *ssa.FieldAddr:
			out = append(out, storedWithin(r)...)
		case *ssa.IndexAddr:
			if r.X == addr {
				out = append(out, storedWithin(r)...)
			}
		}
	}
	return out
}

// argsOf are the values that the parameter of a nested function stands for where that is called by itself.
func (u *unit) argsOf(par *ssa.Parameter) []ssa.Value {
	if par.Parent() == u.top {
		return nil
	}
	n := slices.Index(par.Parent().Params, par)
	var out []ssa.Value
	for _, f := range u.funcs {
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				if c, ok := in.(ssa.CallInstruction); ok && c.Common().StaticCallee() == par.Parent() && n < len(c.Common().Args) {
					out = append(out, c.Common().Args[n])
				}
			}
		}
	}
	return out
}

// lentOut are the containers that calls are given.
func (u *unit) lentOut() []ssa.Value {
	var out []ssa.Value
	for _, f := range u.funcs {
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				if c, ok := in.(ssa.CallInstruction); ok {
					for _, a := range c.Common().Args {
						if container(a.Type()) {
							out = append(out, a)
						}
					}
				}
			}
		}
	}
	return out
}

// bindings are the values that a captured variable stands for.
func (u *unit) bindings(fv *ssa.FreeVar) []ssa.Value {
	n := slices.Index(fv.Parent().FreeVars, fv)
	var out []ssa.Value
	for _, f := range u.funcs {
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				if mc, ok := in.(*ssa.MakeClosure); ok && mc.Fn == fv.Parent() && n < len(mc.Bindings) {
					out = append(out, mc.Bindings[n])
				}
			}
		}
	}
	return out
}

// finish writes down what the last round gathered, in an order that does not depend on maps.
func (u *unit) finish() {
	o := u.out
	u.registers()
	for i, d := range u.retData {
		u.flowLabels(nil, d, facts.Label{Kind: facts.OfResult, N: i}, o.Pos, "")
	}
	for i, par := range u.top.Params {
		if isContext(par.Type()) {
			o.Ctx |= 1 << min(i, lastParam)
		}
	}
	var results set
	for _, r := range u.rets {
		results.union(u.reach(*r))
	}
	for i := range results.all {
		switch e := u.elems[i]; e.kind {
		case elemFunc:
			c := e.callee
			if e.fn != nil {
				c = u.innerCallee(e.fn)
			}
			o.Made = append(o.Made, c)
		case elemDyn:
			o.Dyns = append(o.Dyns, e.dyn)
		case elemAlloc:
			o.Opaque = o.Opaque || e.opaque
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(u.passes), func(a, b passKey) int {
		return cmp.Or(cmp.Compare(a.param, b.param), cmp.Compare(a.global, b.global), cmp.Compare(a.needs, b.needs))
	}) {
		o.Passes = append(o.Passes, u.passes[k])
	}
	slices.SortFunc(o.Keeps, func(a, b facts.Callee) int { return cmp.Compare(a.Name, b.Name) })
	o.Puts = uniqueCallees(o.Puts)
	o.Boxes = unique(o.Boxes)
	o.Yields = u.yielded()
	o.Leads = u.leads()
	u.namesHandles()
	o.Keeps = slices.CompactFunc(o.Keeps, func(a, b facts.Callee) bool { return a == b })
	o.Marks = slices.Sorted(maps.Keys(u.marks))
	o.Refs = unique(o.Refs)
	o.Converts = unique(o.Converts)
	o.Holds = unique(o.Holds)
	o.Invokes = unique(o.Invokes)
	o.Made = slices.CompactFunc(o.Made, func(a, b facts.Callee) bool { return a == b })
	o.Dyns = unique(o.Dyns)
	slices.SortFunc(o.Writes, func(a, b facts.Write) int { return cmp.Compare(a.Param, b.Param) })
}

// yielded is the package-level memory that whoever calls the nested functions gets.
func (u *unit) yielded() []facts.Label {
	var all set
	for i, e := range u.elems {
		if e.kind == elemFunc && e.fn != nil {
			all.union(u.reachOf(i))
		}
	}
	var out []facts.Label
	for i := range all.all {
		if e := u.elems[i]; e.kind == elemGlobal && (e.needs.Mutable || len(e.needs.Types) > 0) {
			out = append(out, globalLabel(e))
		}
	}
	return out
}

func unique(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}
