package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// A struct that has a component in one field and what a caller sent in another is one parameter to
// its methods, so a write there may put the one into the other. It does not if it goes through a
// single field of the parameter, and nothing of the parameter decides it or is put there.

// plainly is the field of parameter n, counted from 1, through which alone an instruction writes, if it puts no
// reference there that the parameter leads to; 0 if that is not so. It says too whether nothing of
// the parameter decides what is written.
func (u *unit) plainly(in ssa.Instruction, n int, path, val ssa.Value) (field int, plain bool) {
	if u.cur != u.top || n >= len(u.top.Params) {
		return 0, false
	}
	field, straight := throughField(path, u.top.Params[n])
	plain = straight && u.controlled()&(1<<min(n, lastParam)) == 0
	if field == 0 {
		return 0, false
	}
	switch in := in.(type) {
	case *ssa.Store:
		if val == nil || in.Val != val {
			return 0, false
		}
		plain = plain && (u.independent(n, val) || stepped(in))
		if !plain && u.p.types.reaches(val.Type()) {
			return 0, false
		}
		return field, plain
	case *ssa.Call:
		if _, ok := in.Call.Value.(*ssa.Function); !ok || !plain || len(in.Call.Args) == 0 || in.Call.Args[0] != path {
			return 0, false
		}
		for _, a := range in.Call.Args[1:] {
			if !u.independent(n, a) {
				return 0, false
			}
		}
		return field, true
	}
	return 0, false
}

// independent reports whether a value neither leads to what parameter n leads to nor was derived from it.
func (u *unit) independent(n int, v ssa.Value) bool {
	if u.dataOf(v)&(1<<min(n, lastParam)) != 0 {
		return false
	}
	for i := range u.reach(u.of(v)).all {
		if e := u.elems[i]; e.kind != elemAlloc || e.opaque || u.elemData(i)&(1<<min(n, lastParam)) != 0 {
			return false
		}
	}
	return true
}

// stepped reports whether a store adds a constant to what was there.
func stepped(st *ssa.Store) bool {
	b, ok := st.Val.(*ssa.BinOp)
	if !ok {
		return false
	}
	old, ok := b.X.(*ssa.UnOp)
	_, constant := b.Y.(*ssa.Const)
	return ok && constant && sameAddr(old.X, st.Addr)
}

// throughField is the field of a parameter, counted from 1, by which an address is found, through nothing but
// fields, elements of slices and pointers; straight says that there are no elements on the way.
func throughField(addr ssa.Value, par *ssa.Parameter) (field int, straight bool) {
	straight = true
	for {
		switch v := addr.(type) {
		case *ssa.FieldAddr:
			field, addr = v.Field+1, v.X
		case *ssa.Field:
			field, addr = v.Field+1, v.X
		case *ssa.IndexAddr:
			straight, addr = false, v.X
		case *ssa.UnOp:
			switch v.X.(type) {
			case *ssa.FieldAddr, *ssa.IndexAddr:
			default:
				return 0, false
			}
			addr = v.X
		case *ssa.Alloc: // a parameter that is a struct
			if !onlyRead(v, func(st *ssa.Store) bool { return st.Val == par }) {
				return 0, false
			}
			return field, straight
		case *ssa.Parameter:
			if v != par {
				return 0, false
			}
			return field, straight
		default:
			return 0, false
		}
	}
}

// onlyRead reports whether a variable is only read, but for the stores to itself that are allowed.
func onlyRead(addr ssa.Value, allowed func(*ssa.Store) bool) bool {
	for _, r := range *addr.Referrers() {
		switch r := r.(type) {
		case *ssa.DebugRef, *ssa.UnOp:
		case *ssa.FieldAddr:
			if !onlyRead(r, func(*ssa.Store) bool { return false }) {
				return false
			}
		case *ssa.Store:
			if r.Addr != addr || !allowed(r) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// literalField is what a struct literal has in the field by which alone a callee writes.
func literalField(v ssa.Value, w facts.Write) ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if !ok || w.Field == 0 || w.Of != types.TypeString(v.Type(), nil) { // a promoted method has another receiver
		return nil
	}
	a, ok := load.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var found ssa.Value
	for _, r := range *a.Referrers() {
		switch r := r.(type) {
		case *ssa.DebugRef, *ssa.UnOp:
		case *ssa.FieldAddr:
			stores := 0
			if !onlyRead(r, func(st *ssa.Store) bool {
				stores++
				if r.Field == w.Field-1 {
					if found != nil {
						stores = 2
					}
					found = st.Val
				}
				return stores < 2
			}) {
				return nil
			}
		default:
			return nil
		}
	}
	return found
}
