package flow

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// builtin is a call of a predeclared function.
func (u *unit) builtin(s *site, b *ssa.Builtin) {
	all, d := u.everything(s)
	switch b.Name() {
	case "append":
		u.appended(s)
	case "copy":
		c, cd := u.load(s.sets[1], elemType(s.args[1].Type()))
		for i := range s.sets[0].all {
			u.into(i, c, cd|s.data[1])
		}
		u.writeTo(s.in, s.sets[0], s.args[0], nil, "copies into")
		if u.final {
			u.storedIn(s.in, s.sets[0], c, cd|s.data[1], elemType(s.args[0].Type()))
			u.hoards(s.sets[0], c, cd|s.data[1], elemType(s.args[0].Type()))
		}
		u.result(s, -1, nil, d)
	case "delete", "clear":
		u.writeTo(s.in, s.sets[0], s.args[0], nil, "deletes from")
		if len(s.args) > 1 { // what is left says which key it was
			for i := range s.sets[0].all {
				u.into(i, nil, s.data[1])
			}
		}
		if u.final && len(s.args) > 1 {
			u.flowTo(s.sets[0], nil, s.data[1], u.p.position(u.pos(s.in)))
		}
	case "close":
		u.writeTo(s.in, s.sets[0], s.args[0], nil, "closes")
	case "recover":
		u.recovered(s)
	case "print", "println":
		if u.final {
			u.effect(effectStdWrite, u.pos(s.in), b.Name(), "calls "+b.Name()+", which writes to standard error")
		}
	case "len", "cap", "min", "max", "real", "imag", "complex":
		u.result(s, -1, all, d)
	default: // unsafe's, and the checks that ssa inserts
		u.result(s, -1, all, d)
	}
}

// elemOf is the type of what a slice or map holds.
func elemOf(t types.Type) types.Type {
	switch t := t.Underlying().(type) {
	case *types.Slice:
		return t.Elem()
	case *types.Map:
		return types.NewTuple(types.NewVar(token.NoPos, nil, "", t.Key()), types.NewVar(token.NoPos, nil, "", t.Elem()))
	}
	return t
}

// retypedElem drops what a container of such elements cannot hold.
func (u *unit) retypedElem(s set, t types.Type) set {
	if !u.p.types.reaches(t) {
		return nil
	}
	return s
}

func elemType(t types.Type) types.Type {
	if s, ok := t.Underlying().(*types.Slice); ok {
		return s.Elem()
	}
	return t
}

// appended is append: it writes behind the length of what it is given, unless that has no room.
func (u *unit) appended(s *site) {
	var more set
	var md uint64
	if len(s.args) > 1 {
		more, md = u.load(s.sets[1], elemType(s.args[1].Type()))
		md |= s.data[1]
	}
	m := u.made(s, more, md, false)
	if clipped(s.args[0]) {
		c, cd := u.load(s.sets[0], elemType(s.args[0].Type()))
		for i := range m.all {
			u.into(i, c, cd|s.data[0])
		}
		u.result(s, -1, m, md|s.data[0])
		return
	}
	into := u.aimed(s.sets[0], wrote(s.args[0]))
	for i := range into.all {
		u.into(i, more, md)
	}
	u.writeTo(s.in, into, s.args[0], nil, "appends to")
	if u.final {
		u.storedIn(s.in, into, more, md, elemType(s.args[0].Type()))
		u.hoards(into, more, md, elemType(s.args[0].Type()))
	}
	m.union(s.sets[0])
	u.result(s, -1, m, md|s.data[0])
}

// clipped reports whether a slice has no room behind its length: s[:n:n], slices.Clip(s).
func clipped(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Slice:
		return v.Max != nil && v.High != nil && sameLength(v.High, v.Max)
	case *ssa.Call:
		f := v.Common().StaticCallee()
		if f == nil {
			return false
		}
		if o := f.Origin(); o != nil {
			f = o
		}
		return f.Pkg != nil && f.Pkg.Pkg.Path() == "slices" && f.Name() == "Clip"
	}
	return false
}

func sameLength(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	if x, ok := a.(*ssa.Const); ok {
		y, ok := b.(*ssa.Const)
		return ok && constant.Compare(x.Value, token.EQL, y.Value)
	}
	x, ok := a.(*ssa.Call)
	y, ok2 := b.(*ssa.Call)
	if !ok || !ok2 || len(x.Call.Args) != 1 || len(y.Call.Args) != 1 {
		return false
	}
	bx, ok := x.Call.Value.(*ssa.Builtin)
	by, ok2 := y.Call.Value.(*ssa.Builtin)
	return ok && ok2 && bx.Name() == "len" && by.Name() == "len" && sameRead(x.Call.Args[0], y.Call.Args[0])
}

// sameRead reports whether two values are the same, or read from the same variable.
func sameRead(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	x, ok := a.(*ssa.UnOp)
	y, ok2 := b.(*ssa.UnOp)
	return ok && ok2 && x.Op == y.Op && sameAddr(x.X, y.X)
}

func sameAddr(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	x, ok := a.(*ssa.FieldAddr)
	y, ok2 := b.(*ssa.FieldAddr)
	return ok && ok2 && x.Field == y.Field && sameRead(x.X, y.X)
}
