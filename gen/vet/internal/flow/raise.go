package flow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// raises notes that an instruction panics, or may, with memory and what derives from data. Who
// recovers it cannot be known; in this unit it is found in what is raised. here says that package-level
// memory gets away by this instruction, and not by one of a callee, which says so itself.
func (u *unit) raises(in ssa.Instruction, with set, d uint64, pos token.Position, here bool) {
	i := u.raised()
	var own set
	own.add(i)
	for n := range with.all {
		if n != i {
			own.add(n)
		}
	}
	u.into(i, own, d)
	if u.final {
		if here {
			u.escapes(in, with, "panics with")
		}
		u.flowLabels(with, d, facts.Label{Kind: facts.Raised}, pos, "")
	}
}

// recovered is a call of recover. What it returns may come from any function that was called, and
// from the runtime, which says in its errors by which index it failed.
func (u *unit) recovered(s *site) {
	got := u.raisedSet()
	got.union(u.made(s, got, 0, true))
	u.result(s, -1, got, u.elemData(u.raised()))
}

func (u *unit) raisedSet() set {
	var out set
	out.add(u.raised())
	out.union(u.elems[u.raised()].contents)
	return out
}

// asksWhether reports whether an expression says no more than whether there was a panic.
func asksWhether(in *ssa.BinOp) bool {
	if in.Op != token.EQL && in.Op != token.NEQ {
		return false
	}
	c, ok := in.Y.(*ssa.Const)
	if !ok || !c.IsNil() {
		return false
	}
	call, ok := in.X.(*ssa.Call)
	if !ok {
		return false
	}
	b, ok := call.Call.Value.(*ssa.Builtin)
	return ok && b.Name() == "recover"
}
