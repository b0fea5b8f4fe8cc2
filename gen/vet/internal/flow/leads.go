package flow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// leads are the variables whose memory this function may hand on: those that it names for
// more than a value to read, and those that a callee hands out.
func (u *unit) leads() []facts.Access {
	named, at := map[string]bool{}, map[string]token.Pos{}
	for _, f := range u.funcs {
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				for _, op := range in.Operands(nil) {
					g, ok := (*op).(*ssa.Global)
					if !ok || u.p.globalOf(g) == nil {
						continue
					}
					name := u.p.globalOf(g).Name
					named[name] = true
					if _, done := at[name]; !done && u.handsOn(in, g) {
						at[name] = u.pos(in)
					}
				}
			}
		}
	}
	var out []facts.Access
	seen := map[string]bool{}
	for _, e := range u.elems {
		if e.kind != elemGlobal || e.global.Immutable || seen[e.global.Name] {
			continue
		}
		name := e.global.Name
		pos, ok := at[name]
		if named[name] && !ok {
			continue
		}
		if !ok {
			pos = u.top.Pos()
		}
		seen[name] = true
		out = append(out, facts.Access{Global: name, Pos: u.p.position(pos)})
	}
	slices.SortFunc(out, func(a, b facts.Access) int { return strings.Compare(a.Global, b.Global) })
	return out
}

// namesHandles notes where variables that lead to handles are named, for whatever: a method of a handle that
// has no reference in it may write it, and is not looked at. Who sets one is a finding by itself.
func (u *unit) namesHandles() {
	for _, f := range u.funcs {
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				if _, ok := in.(*ssa.Store); ok {
					continue
				}
				for _, op := range in.Operands(nil) {
					g, ok := (*op).(*ssa.Global)
					if !ok {
						continue
					}
					if v := u.p.globalOf(g); v != nil && v.Handle {
						u.out.Reads = append(u.out.Reads, facts.Access{Global: v.Name, Pos: u.p.position(u.pos(in))})
					}
				}
			}
		}
	}
}

// handsOn reports whether an instruction does more with an address than read or set a value there
// that leads nowhere.
func (u *unit) handsOn(in ssa.Instruction, addr ssa.Value) bool {
	switch in := in.(type) {
	case *ssa.DebugRef:
		return false
	case *ssa.Store:
		return in.Val == addr
	case *ssa.UnOp:
		return u.p.types.reaches(in.Type())
	case *ssa.FieldAddr:
		return slices.ContainsFunc(*in.Referrers(), func(r ssa.Instruction) bool { return u.handsOn(r, in) })
	case *ssa.IndexAddr:
		return in.X != addr || slices.ContainsFunc(*in.Referrers(), func(r ssa.Instruction) bool { return u.handsOn(r, in) })
	}
	return true
}

// calledInside notes that a function of the library may call functions inside of what it is given, those of
// a template, with the rest of what it is given, and with what it was made of itself.
func (u *unit) calledInside(s *site, made uint64) {
	if !u.final {
		return
	}
	for i, a := range s.args {
		if !u.runsInside(a.Type()) {
			continue
		}
		for k := range u.reach(s.sets[i]).all {
			e := u.elems[k]
			if !e.ofParam() {
				continue
			}
			called, d := facts.Label{Kind: facts.Called, N: e.n}, made|u.controlled()|1<<min(e.n, lastParam)
			u.flowLabels(nil, made, called, u.p.position(u.pos(s.in)), "")
			for j := range s.args {
				if j != i {
					d |= s.data[j]
					u.flowLabels(u.paramsOf(s.sets[j]), s.data[j], called, u.p.position(u.pos(s.in)), "")
				}
			}
			u.flowLabels(nil, d, called, u.p.position(u.pos(s.in)), facts.Condition)
		}
	}
}

// runsInside reports whether the library may run functions that it finds in a value of t: a function, or a type of
// its own that holds some.
func (u *unit) runsInside(t types.Type) bool {
	if _, ok := t.Underlying().(*types.Signature); ok {
		return true
	}
	n := named(t)
	return n != nil && n.Obj().Pkg() != nil && u.p.types.std.Std(n.Obj().Pkg().Path()) && !isContext(t) && u.p.callsInside(t)
}
