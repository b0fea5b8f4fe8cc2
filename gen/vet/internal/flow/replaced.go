package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// replaced is the store of a whole struct into a new variable of which no reference stays there: each field that could
// lead anywhere is set again before anybody else has the variable. A copy that gets slices and maps of its own,
// and is handed out then, is made so:
//
//	c := *e
//	c.Fields = maps.Clone(c.Fields)
//	return &c
//
// It is nil if there is no such store.
func (u *unit) replaced(a *ssa.Alloc) *ssa.Store {
	if st, ok := u.copies[a]; ok {
		return st
	}
	st := replacedIn(a)
	u.copies[a] = st
	return st
}

func replacedIn(a *ssa.Alloc) *ssa.Store {
	t, ok := a.Type().(*types.Pointer).Elem().Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	st := firstStore(a)
	if st == nil {
		return nil
	}
	sets := make([]map[ssa.Instruction]bool, t.NumFields())
	for f := range sets {
		if pointing(t.Field(f).Type(), map[types.Type]bool{}) {
			sets[f] = map[ssa.Instruction]bool{}
		}
	}
	var others []ssa.Instruction
	for _, r := range *a.Referrers() {
		if r == ssa.Instruction(st) {
			continue
		}
		if _, debug := r.(*ssa.DebugRef); debug {
			continue
		}
		if !before(st, r) {
			return nil
		}
		fa, ok := r.(*ssa.FieldAddr)
		switch {
		case !ok:
			others = append(others, r)
		case sets[fa.Field] == nil: // nothing else of the struct is found from there
		case !onlyStoredAndLoaded(fa):
			others = append(others, r)
		default:
			for _, rr := range *fa.Referrers() {
				if s, ok := rr.(*ssa.Store); ok {
					sets[fa.Field][s] = true
				}
			}
		}
	}
	for _, set := range sets {
		if set == nil {
			continue
		}
		for _, o := range others {
			if o.Block() == a.Parent().Recover || meets(st, o, set) {
				return nil
			}
		}
	}
	return st
}

// firstStore is a store of the whole variable that follows where it is made: whenever the variable is made, that comes first.
func firstStore(a *ssa.Alloc) *ssa.Store {
	for _, r := range *a.Referrers() {
		if s, ok := r.(*ssa.Store); ok && s.Addr == a && s.Val != a && s.Block() == a.Block() && before(a, s) {
			return s
		}
	}
	return nil
}

func onlyStoredAndLoaded(fa *ssa.FieldAddr) bool {
	for _, r := range *fa.Referrers() {
		switch r := r.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.Store:
			if r.Val == fa {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// meets reports whether control can go on from one instruction to another without passing any of a set.
func meets(from, to ssa.Instruction, without map[ssa.Instruction]bool) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock, n int) bool
	visit = func(b *ssa.BasicBlock, n int) bool {
		for _, i := range b.Instrs[n:] {
			if i == to {
				return true
			}
			if without[i] {
				return false
			}
		}
		for _, s := range b.Succs {
			if !seen[s] {
				seen[s] = true
				if visit(s, 0) {
					return true
				}
			}
		}
		return false
	}
	for n, i := range from.Block().Instrs {
		if i == from {
			return visit(from.Block(), n+1)
		}
	}
	return true
}

// unreplaced is what a load from a field finds of the struct that was stored there first, if the
// field may not have been set again yet; nil for nothing.
func (u *unit) unreplaced(load *ssa.UnOp) ssa.Value {
	a, field := localField(load.X)
	if a == nil || field < 0 {
		return nil
	}
	st := u.replaced(a)
	if st == nil {
		return nil
	}
	for _, r := range *a.Referrers() {
		fa, ok := r.(*ssa.FieldAddr)
		if !ok || fa.Field != field {
			continue
		}
		for _, rr := range *fa.Referrers() {
			if s, ok := rr.(*ssa.Store); ok && before(s, load) {
				return nil
			}
		}
	}
	return st.Val
}
