package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// overwritten finds what a load from a local struct variable yields when each field
// that could lead anywhere was set before on every way to it, and nothing can have
// changed it since: a copy of defaults that got slices and maps of its own. It
// returns nil when that is not so.
func overwritten(load *ssa.UnOp) []ssa.Value {
	a, field := localField(load.X)
	if a == nil {
		return nil
	}
	st, ok := a.Type().(*types.Pointer).Elem().Underlying().(*types.Struct)
	if !ok || !plain(a) {
		return nil
	}
	var out []ssa.Value
	for f := range st.NumFields() {
		if field >= 0 && f != field {
			continue
		}
		s := lastStore(a, f, load)
		if s == nil {
			if field < 0 && !pointing(st.Field(f).Type(), map[types.Type]bool{}) {
				continue
			}
			return nil
		}
		out = append(out, s.Val)
	}
	return out
}

// pointing reports whether a value of t can lead to memory, without regard to what is frozen.
func pointing(t types.Type, seen map[types.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Kind() == types.UnsafePointer
	case *types.Array:
		return pointing(t.Elem(), seen)
	case *types.Struct:
		for f := range t.Fields() {
			if pointing(f.Type(), seen) {
				return true
			}
		}
		return false
	}
	return true
}

// localField is the variable that an address is of, with the field or -1 for all of it.
func localField(addr ssa.Value) (*ssa.Alloc, int) {
	switch v := addr.(type) {
	case *ssa.Alloc:
		return v, -1
	case *ssa.FieldAddr:
		if a, ok := v.X.(*ssa.Alloc); ok {
			return a, v.Field
		}
	}
	return nil, 0
}

// plain reports whether a variable is only ever read and written as a whole or by
// field: no address of it, or of a field, gets anywhere else.
func plain(a *ssa.Alloc) bool {
	for _, r := range *a.Referrers() {
		switch r := r.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.Store:
			if r.Val == a {
				return false
			}
		case *ssa.FieldAddr:
			for _, rr := range *r.Referrers() {
				switch rr := rr.(type) {
				case *ssa.UnOp, *ssa.DebugRef:
				case *ssa.Store:
					if rr.Val == r {
						return false
					}
				default:
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}

// lastStore is the only store to a field, if it comes before the load on every way
// and no store to the whole variable can come between.
func lastStore(a *ssa.Alloc, field int, load *ssa.UnOp) *ssa.Store {
	var only *ssa.Store
	var whole []*ssa.Store
	for _, r := range *a.Referrers() {
		switch r := r.(type) {
		case *ssa.Store:
			whole = append(whole, r)
		case *ssa.FieldAddr:
			if r.Field != field {
				continue
			}
			for _, rr := range *r.Referrers() {
				if s, ok := rr.(*ssa.Store); ok {
					if only != nil {
						return nil
					}
					only = s
				}
			}
		}
	}
	if only == nil || !before(only, load) {
		return nil
	}
	for _, w := range whole {
		if !before(w, only) || reaches(only.Block(), w.Block()) {
			return nil
		}
	}
	return only
}

// before reports whether every way to b passes a first.
func before(a, b ssa.Instruction) bool {
	if a.Block() != b.Block() {
		return a.Block().Dominates(b.Block())
	}
	for _, in := range a.Block().Instrs {
		switch in {
		case a:
			return true
		case b:
			return false
		}
	}
	return false
}

// reaches reports whether control can go on from the end of one block to another.
func reaches(from, to *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock) bool
	visit = func(b *ssa.BasicBlock) bool {
		for _, s := range b.Succs {
			if s == to {
				return true
			}
			if !seen[s] {
				seen[s] = true
				if visit(s) {
					return true
				}
			}
		}
		return false
	}
	return visit(from)
}
