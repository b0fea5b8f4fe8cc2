package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

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
