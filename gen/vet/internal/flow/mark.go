package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// leaves marks the types on the way to a slice, map or channel that gets another
// name: whoever has that may write without naming the types.
func (u *unit) leaves(v ssa.Value) {
	if !u.final || !container(v.Type()) {
		return
	}
	for i := range u.of(v).all {
		if k := u.elems[i].kind; k == elemParam || k == elemGlobal || k == elemHandle {
			u.mark(v)
			return
		}
	}
}

// mark notes every named type on the way to v.
func (u *unit) mark(v ssa.Value) {
	seen := map[ssa.Value]bool{}
	var walk func(v ssa.Value)
	walk = func(v ssa.Value) {
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		if k := key(v.Type()); k != "" {
			u.marks[k] = true
		}
		switch v := v.(type) {
		case *ssa.Alloc:
			for _, val := range storedWithin(v) {
				walk(val)
			}
		case *ssa.FreeVar:
			for _, b := range u.bindings(v) {
				walk(b)
			}
		case *ssa.Call:
			for _, a := range v.Call.Args {
				walk(a)
			}
		case *ssa.Parameter:
			for _, a := range u.argsOf(v) {
				walk(a)
			}
		case *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeSlice: // what was put there came from anywhere
			for _, a := range u.lentOut() {
				walk(a)
			}
		case *ssa.Global, *ssa.Const, *ssa.Function, *ssa.Builtin:
		case ssa.Instruction:
			for _, op := range v.Operands(nil) {
				if *op != nil {
					walk(*op)
				}
			}
		}
	}
	walk(v)
}

// storedWithin are the values that are stored at an address, or at those of its fields and elements.
func storedWithin(addr ssa.Value) []ssa.Value {
	var out []ssa.Value
	for _, r := range *addr.Referrers() {
		switch r := r.(type) {
		case *ssa.Store:
			if r.Addr == addr {
				out = append(out, r.Val)
			}
		case *ssa.FieldAddr:
			out = append(out, storedWithin(r)...)
		case *ssa.IndexAddr:
			if r.X == addr {
				out = append(out, storedWithin(r)...)
			}
		}
	}
	return out
}

// argsOf are the values that the parameter of a nested function stands for where that is called by itself.
func (u *unit) argsOf(par *ssa.Parameter) []ssa.Value {
	if par.Parent() == u.top {
		return nil
	}
	n := slices.Index(par.Parent().Params, par)
	var out []ssa.Value
	for _, f := range u.funcs {
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				if c, ok := in.(ssa.CallInstruction); ok && c.Common().StaticCallee() == par.Parent() && n < len(c.Common().Args) {
					out = append(out, c.Common().Args[n])
				}
			}
		}
	}
	return out
}

// lentOut are the containers that calls are given.
func (u *unit) lentOut() []ssa.Value {
	var out []ssa.Value
	for _, f := range u.funcs {
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				if c, ok := in.(ssa.CallInstruction); ok {
					for _, a := range c.Common().Args {
						if container(a.Type()) {
							out = append(out, a)
						}
					}
				}
			}
		}
	}
	return out
}

// bindings are the values that a captured variable stands for.
func (u *unit) bindings(fv *ssa.FreeVar) []ssa.Value {
	n := slices.Index(fv.Parent().FreeVars, fv)
	var out []ssa.Value
	for _, f := range u.funcs {
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				if mc, ok := in.(*ssa.MakeClosure); ok && mc.Fn == fv.Parent() && n < len(mc.Bindings) {
					out = append(out, mc.Bindings[n])
				}
			}
		}
	}
	return out
}
