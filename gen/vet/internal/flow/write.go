package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

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
