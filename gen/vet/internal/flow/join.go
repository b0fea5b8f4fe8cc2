package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// joined reports whether the call that starts a goroutine also waits for it: a
// sync.WaitGroup that is a variable of this function, whose Wait lies on every way
// from here to a return. For a plain go statement the goroutine has to defer Done
// as the first thing it does.
func joined(in ssa.CallInstruction) bool {
	c := in.Common()
	if _, ok := in.(*ssa.Go); !ok {
		wg := local(c.Args[0])
		return wg != nil && waits(in, wg)
	}
	mc, ok := c.Value.(*ssa.MakeClosure)
	if !ok {
		return false
	}
	f := mc.Fn.(*ssa.Function)
	if len(f.Blocks) == 0 {
		return false
	}
	for _, i := range f.Blocks[0].Instrs {
		d, ok := i.(*ssa.Defer)
		if !ok {
			if _, call := i.(ssa.CallInstruction); call {
				return false
			}
			continue
		}
		callee := d.Common().StaticCallee()
		if callee == nil || callee.String() != "(*sync.WaitGroup).Done" {
			return false
		}
		fv, ok := d.Common().Args[0].(*ssa.FreeVar)
		if !ok {
			return false
		}
		for n, v := range f.FreeVars {
			if v == fv {
				wg := local(mc.Bindings[n])
				return wg != nil && waits(in, wg)
			}
		}
	}
	return false
}

// local is the WaitGroup variable that v is the address of.
func local(v ssa.Value) *ssa.Alloc {
	a, ok := v.(*ssa.Alloc)
	if !ok {
		return nil
	}
	if key(a.Type().(*types.Pointer).Elem()) != "sync.WaitGroup" {
		return nil
	}
	return a
}

// waits reports whether every way from in to a return passes wg.Wait, or a
// deferred one was set up before.
func waits(in ssa.Instruction, wg *ssa.Alloc) bool {
	isWait := func(i ssa.Instruction) bool {
		c, ok := i.(ssa.CallInstruction)
		if !ok {
			return false
		}
		if _, isGo := i.(*ssa.Go); isGo {
			return false
		}
		f := c.Common().StaticCallee()
		return f != nil && f.String() == "(*sync.WaitGroup).Wait" && c.Common().Args[0] == wg
	}
	for _, b := range in.Parent().Blocks {
		for _, i := range b.Instrs {
			if _, ok := i.(*ssa.Defer); ok && isWait(i) && b.Dominates(in.Block()) {
				return true
			}
		}
	}
	seen := map[*ssa.BasicBlock]bool{}
	var ok func(b *ssa.BasicBlock, from int) bool
	ok = func(b *ssa.BasicBlock, from int) bool {
		for _, i := range b.Instrs[from:] {
			if isWait(i) {
				return true
			}
			switch i.(type) {
			case *ssa.Return:
				return false
			}
		}
		for _, s := range b.Succs {
			if !seen[s] {
				seen[s] = true
				if !ok(s, 0) {
					return false
				}
			}
		}
		return true
	}
	for n, i := range in.Block().Instrs {
		if i == in {
			return ok(in.Block(), n+1)
		}
	}
	return false
}
