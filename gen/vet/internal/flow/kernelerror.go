package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// setsError finds who sets a field of an error of the kernel that was not made here. Everybody may have the same one:
// ErrNotFound is a variable, and handles return others.
func (u *unit) setsError(in *ssa.Store) {
	if !u.final {
		return
	}
	for at := in.Addr; at != nil; {
		if isKernelError(at.Type()) && !u.madeHere(u.of(at)) {
			u.effect(effectStdWrite, u.pos(in), "core.Error", "sets a field of an error that the kernel may return to everybody; set it in a copy")
			return
		}
		fa, ok := at.(*ssa.FieldAddr)
		if !ok {
			return
		}
		at = fa.X
	}
}

func isKernelError(t types.Type) bool {
	p, ok := t.Underlying().(*types.Pointer)
	return ok && key(p.Elem()) == runtimePath+"/internal/core.Error"
}

// madeHere reports whether all memory in a set was made in this unit.
func (u *unit) madeHere(s set) bool {
	made := false
	for i := range s.all {
		switch e := u.elems[i]; {
		case e.kind == elemAlloc && !e.opaque:
			made = true
		case e.kind != elemDyn && e.kind != elemFunc:
			return false
		}
	}
	return made
}
