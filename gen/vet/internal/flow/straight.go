package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// straight is the variable that a value was read out of, if there is nothing in between but fields, elements and pointers;
// nil for what came by any other way. What is found so was put there by initialisation.
func (u *unit) straight(v ssa.Value) *facts.Global {
	for {
		switch x := v.(type) {
		case *ssa.Global:
			return u.p.globalOf(x)
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return nil
			}
			v = x.X
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.Field:
			v = x.X
		case *ssa.IndexAddr:
			v = x.X
		case *ssa.Index:
			v = x.X
		case *ssa.Lookup:
			v = x.X
		case *ssa.Range:
			v = x.X
		case *ssa.Next:
			v = x.Iter
		case *ssa.Extract:
			switch x.Tuple.(type) {
			case *ssa.Lookup, *ssa.Next:
				v = x.Tuple
			default:
				return nil
			}
		default:
			return nil
		}
	}
}

// ofVariables reports whether a value was read so, whichever way control came.
func (u *unit) ofVariables(v ssa.Value, seen map[ssa.Value]bool) bool {
	phi, ok := v.(*ssa.Phi)
	if !ok || seen[v] {
		return ok || u.straight(v) != nil
	}
	seen[v] = true
	return !slices.ContainsFunc(phi.Edges, func(e ssa.Value) bool { return !u.ofVariables(e, seen) })
}

// called is what was read out of a variable, without the variable if that leads nowhere: its functions, and what its
// interfaces hold, are in the set by themselves, and none has memory of its own.
func (u *unit) called(s set, x ssa.Value, t types.Type) set {
	g := u.straight(x)
	if g == nil || !u.p.types.callsAlone(t) {
		return s
	}
	u.p.dependOn(g.Name)
	if !g.Known || g.Inside.Mutable || slices.ContainsFunc(g.Inside.Types, func(t string) bool { return t != facts.FuncType }) ||
		slices.ContainsFunc(g.Funcs, func(c facts.Callee) bool { return c.Captures || c.Once }) ||
		slices.ContainsFunc(g.Dyns, func(d string) bool { return u.p.typeFacts(d) == nil }) { // such as one that a type parameter stands for
		return s
	}
	return u.only(s, func(e *elem) bool { return e.kind != elemGlobal || e.global != g })
}

// callsAlone reports whether a value of t leads to memory by the functions and interfaces in it and by nothing else.
func (tt *typeTable) callsAlone(t types.Type) bool {
	if !tt.reaches(t) {
		return true
	}
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return false
	}
	switch t := t.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Interface: // an error may have others inside, which are not in the variable by themselves
		for m := range t.Methods() {
			if m.Name() != "Error" && m.Name() != "Unwrap" {
				return true
			}
		}
		return false
	case *types.Array:
		return tt.callsAlone(t.Elem())
	case *types.Struct:
		for f := range t.Fields() {
			if !tt.callsAlone(f.Type()) {
				return false
			}
		}
		return true
	case *types.Tuple:
		for v := range t.Variables() {
			if !tt.callsAlone(v.Type()) {
				return false
			}
		}
		return true
	}
	return false
}
