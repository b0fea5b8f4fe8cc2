package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// makesHandle finds who sets a field of a handle of the application's own: what a provider opens is trusted to serve
// whom it was opened for, and its methods are not looked at. One that is put together by hand serves anybody.
func (u *unit) makesHandle(in *ssa.Store) {
	if !u.final || isZero(in.Val) {
		return
	}
	for at := in.Addr; ; {
		fa, ok := at.(*ssa.FieldAddr)
		if !ok {
			return
		}
		if p, ok := fa.X.Type().Underlying().(*types.Pointer); ok && u.p.opened(p.Elem()) {
			u.madeByHand(in, p.Elem())
			return
		}
		at = fa.X
	}
}

// turnsInto finds who converts something to a handle.
func (u *unit) turnsInto(in *ssa.ChangeType) {
	if u.final && u.p.opened(in.Type()) && !u.p.opened(in.X.Type()) {
		u.madeByHand(in, in.Type())
	}
}

func (u *unit) madeByHand(in ssa.Instruction, t types.Type) {
	u.effect(effectMade, u.pos(in), key(t), "makes a "+short(key(t))+" by hand, whose methods are trusted because a provider opens it")
}

func isZero(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && (c.Value == nil || c.IsNil())
}

// opened reports whether t is a handle of the application's own that does something: a type without methods, or with
// none but those that print, compare and decode, is data.
func (p *pkg) opened(t types.Type) bool {
	n := named(t)
	if n == nil || n.Obj().Pkg() == nil || trustBase(n.Obj().Pkg().Path()) || !p.isHandle(n) || p.isComponent(n) || p.isWritten(n) {
		return false
	}
	for m := range types.NewMethodSet(types.NewPointer(n)).Methods() {
		if m.Obj().Exported() && !slices.Contains(Callbacks, m.Obj().Name()) {
			return true
		}
	}
	return false
}

// isWritten reports whether sigen wrote the type.
func (p *pkg) isWritten(n *types.Named) bool {
	if n.Obj().Pkg() == p.in.Pkg {
		return p.generated(n.Obj().Pos())
	}
	f := p.in.Import(n.Obj().Pkg().Path())
	return f != nil && slices.Contains(f.Clients, key(n))
}
