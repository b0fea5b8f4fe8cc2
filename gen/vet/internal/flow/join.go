package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// joined reports whether the call that starts a goroutine also waits for it: a
// sync.WaitGroup that is a variable of this function, whose Wait lies on every way
// from here to a return, or a channel (joinchan.go). For a plain go statement the goroutine has to defer Done
// as the first thing it does.
func joined(in ssa.CallInstruction) bool {
	c := in.Common()
	if _, ok := in.(*ssa.Go); !ok {
		wg := group(c.Args[0])
		return wg != nil && waits(in, wg)
	}
	mc, ok := c.Value.(*ssa.MakeClosure)
	if !ok {
		f, ok := c.Value.(*ssa.Function)
		return ok && (joinedByGroup(in, f, func(v ssa.Value) ssa.Value {
			par, ok := v.(*ssa.Parameter)
			if !ok {
				return nil
			}
			return argument(in, par)
		}) || joinedByChannel(in, f))
	}
	f := mc.Fn.(*ssa.Function)
	return joinedByGroup(in, f, func(v ssa.Value) ssa.Value {
		for n, fv := range f.FreeVars {
			if fv == v {
				return mc.Bindings[n]
			}
		}
		return nil
	}) || startedOnce(mc, in) && joinedByChannel(in, f)
}

// startedOnce reports whether a function that is made here is used nowhere else: another one that runs it would send too.
func startedOnce(mc *ssa.MakeClosure, in ssa.CallInstruction) bool {
	for _, r := range *mc.Referrers() {
		if _, debug := r.(*ssa.DebugRef); !debug && r != in.(ssa.Instruction) {
			return false
		}
	}
	return true
}

// joinedByGroup reports whether the first that f does is to defer Done of a group that is waited
// for. outside is what a captured variable or a parameter of f is where f is started.
func joinedByGroup(in ssa.CallInstruction, f *ssa.Function, outside func(v ssa.Value) ssa.Value) bool {
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
		wg := local(outside(d.Common().Args[0]))
		return wg != nil && waits(in, wg)
	}
	return false
}

// The methods of an errgroup.Group that start goroutines.
const (
	errgroupGo    = "(*golang.org/x/sync/errgroup.Group).Go"
	errgroupTryGo = "(*golang.org/x/sync/errgroup.Group).TryGo"
)

// group is the WaitGroup or errgroup.Group that v leads to, if it is this function's own.
func group(v ssa.Value) ssa.Value {
	if wg := local(v); wg != nil {
		return wg
	}
	switch v := v.(type) {
	case *ssa.Alloc:
		if key(v.Type()) == "golang.org/x/sync/errgroup.Group" {
			return v
		}
	case *ssa.Extract:
		if c, ok := v.Tuple.(*ssa.Call); ok {
			if f := c.Common().StaticCallee(); f != nil && f.String() == "golang.org/x/sync/errgroup.WithContext" {
				return v
			}
		}
	case *ssa.UnOp: // the variable that holds it, set once
		a, ok := v.X.(*ssa.Alloc)
		if !ok {
			return nil
		}
		var only ssa.Value
		for _, r := range *a.Referrers() {
			if s, ok := r.(*ssa.Store); ok && s.Addr == a {
				if only != nil {
					return nil
				}
				only = s.Val
			}
		}
		if only != nil {
			return group(only)
		}
	}
	return nil
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
func waits(in ssa.Instruction, wg ssa.Value) bool {
	isWait := func(i ssa.Instruction) bool {
		c, ok := i.(ssa.CallInstruction)
		if !ok {
			return false
		}
		if _, isGo := i.(*ssa.Go); isGo {
			return false
		}
		f := c.Common().StaticCallee()
		if f == nil || f.String() != "(*sync.WaitGroup).Wait" && f.String() != "(*golang.org/x/sync/errgroup.Group).Wait" {
			return false
		}
		arg := c.Common().Args[0]
		if a := variable(arg); a != nil && a == wg { // captured by a function that waits elsewhere
			return true
		}
		return arg == wg || group(arg) == wg
	}
	for _, b := range in.Parent().Blocks {
		for _, i := range b.Instrs {
			if _, ok := i.(*ssa.Defer); ok && isWait(i) && b.Dominates(in.Block()) {
				return true
			}
		}
	}
	return passes(in, func(i ssa.Instruction, succ int) bool { return succ < 0 && isWait(i) }, nil) || closedAfter(in, isWait)
}
