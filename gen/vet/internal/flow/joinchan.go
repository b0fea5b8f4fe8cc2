package flow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// A goroutine is waited for by a channel too, if the channel belongs to the function alone, the last that the
// goroutine does is to close it or to send the only value, and every way to a return receives that.

// A conduit is a channel that a function makes for itself and what is nested in it.
type conduit struct {
	made   *ssa.MakeChan
	closes []ssa.CallInstruction
	sends  []*ssa.Send

	started bool // a goroutine is given it, which is enough for one
}

// conduitOf is the channel that v is, if all of its uses are in plain sight.
func conduitOf(v ssa.Value) *conduit {
	c := &conduit{made: madeChan(v)}
	if c.made == nil {
		return nil
	}
	ok := true
	var scan func(f *ssa.Function)
	scan = func(f *ssa.Function) {
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				for _, op := range in.Operands(nil) {
					if *op != nil && madeChan(*op) == c.made {
						ok = ok && c.use(in, *op)
					}
				}
			}
		}
		for _, a := range f.AnonFuncs {
			scan(a)
		}
	}
	scan(outermost(c.made.Parent()))
	if !ok {
		return nil
	}
	return c
}

func outermost(f *ssa.Function) *ssa.Function {
	for f.Parent() != nil {
		f = f.Parent()
	}
	return f
}

// use notes one use of the channel; it reports whether the channel is still in plain sight after it.
func (c *conduit) use(in ssa.Instruction, v ssa.Value) bool {
	switch in := in.(type) {
	case *ssa.Send:
		c.sends = append(c.sends, in)
		return in.X != v
	case *ssa.UnOp, *ssa.DebugRef, *ssa.ChangeType:
		return true
	case *ssa.Select:
		for _, s := range in.States {
			if s.Send == v || s.Chan == v && s.Send != nil {
				return false
			}
		}
		return true
	case *ssa.Store:
		return in.Val == v && in.Addr != v
	case ssa.CallInstruction:
		b, ok := in.Common().Value.(*ssa.Builtin)
		if !ok {
			return c.given(in, v)
		}
		switch b.Name() {
		case "close":
			c.closes = append(c.closes, in)
			return true
		case "len", "cap":
			return true
		}
	}
	return false
}

// given notes the uses of the channel by a goroutine that is started with it; it reports whether they are all in plain sight.
func (c *conduit) given(in ssa.CallInstruction, v ssa.Value) bool {
	g, ok := in.(*ssa.Go)
	if !ok {
		return false
	}
	f := g.Common().StaticCallee()
	if f == nil || len(f.Blocks) == 0 || c.started {
		return false
	}
	c.started = true
	for n, a := range g.Common().Args {
		if a != v {
			continue
		}
		for _, r := range *f.Params[n].Referrers() {
			switch r.(type) {
			case *ssa.Store, *ssa.Go, *ssa.ChangeType:
				return false
			}
			if !c.use(r, f.Params[n]) {
				return false
			}
		}
	}
	return true
}

// madeChan is where a channel was made that v is for certain: itself, or by a variable that is set once.
func madeChan(v ssa.Value) *ssa.MakeChan {
	for range 8 { // a variable of a variable is rare
		switch x := v.(type) {
		case *ssa.MakeChan:
			return x
		case *ssa.ChangeType:
			v = x.X
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return nil
			}
			a := variable(x.X)
			if a == nil {
				return nil
			}
			if v = onlyStore(a); v == nil {
				return nil
			}
		default:
			return nil
		}
	}
	return nil
}

// variable is the local variable that an address is of, captured or not.
func variable(v ssa.Value) *ssa.Alloc {
	for {
		switch x := v.(type) {
		case *ssa.Alloc:
			return x
		case *ssa.FreeVar:
			if v = binding(x); v == nil {
				return nil
			}
		default:
			return nil
		}
	}
}

// binding is what a captured variable is, if its function is made at one place.
func binding(fv *ssa.FreeVar) ssa.Value {
	refs := fv.Parent().Referrers()
	if refs == nil {
		return nil
	}
	var only ssa.Value
	for _, r := range *refs {
		mc, ok := r.(*ssa.MakeClosure)
		if !ok || only != nil {
			return nil
		}
		for n, own := range fv.Parent().FreeVars {
			if own == fv {
				only = mc.Bindings[n]
			}
		}
	}
	return only
}

// onlyStore is what a variable is set to, if that happens once in the function and what is nested in it.
func onlyStore(a *ssa.Alloc) ssa.Value {
	var only ssa.Value
	n := 0
	var scan func(f *ssa.Function)
	scan = func(f *ssa.Function) {
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				switch in := in.(type) {
				case *ssa.Store:
					if variable(in.Addr) == a {
						only = in.Val
						n++
					}
				case *ssa.UnOp, *ssa.MakeClosure, *ssa.DebugRef:
				default:
					for _, op := range in.Operands(nil) {
						if *op != nil && variable(*op) == a {
							n += 2 // its address gets elsewhere
						}
					}
				}
			}
		}
		for _, f := range f.AnonFuncs {
			scan(f)
		}
	}
	scan(a.Parent())
	if n != 1 {
		return nil
	}
	return only
}

// joinedByChannel reports whether a goroutine that runs f is waited for by a channel.
func joinedByChannel(in ssa.CallInstruction, f *ssa.Function) bool {
	for _, b := range f.Blocks {
		for _, i := range b.Instrs {
			var ch ssa.Value
			switch i := i.(type) {
			case *ssa.Send:
				ch = i.Chan
			case ssa.CallInstruction:
				if bi, ok := i.Common().Value.(*ssa.Builtin); ok && bi.Name() == "close" {
					ch = i.Common().Args[0]
				}
			}
			if par, ok := ch.(*ssa.Parameter); ok && par.Parent() == f {
				ch = argument(in, par)
			}
			if ch == nil {
				continue
			}
			if c := conduitOf(ch); c != nil && c.made.Parent() == in.Parent() && c.ends(f) && passes(in, c.received, in) {
				return true
			}
		}
	}
	return false
}

// argument is what a call gives a parameter of its callee.
func argument(in ssa.CallInstruction, par *ssa.Parameter) ssa.Value {
	for n, p := range par.Parent().Params {
		if p == par && n < len(in.Common().Args) {
			return in.Common().Args[n]
		}
	}
	return nil
}

// ends reports whether the last that f does, and nobody else, is to close the channel or to send its only value.
func (c *conduit) ends(f *ssa.Function) bool {
	switch {
	case len(c.closes) == 1:
		return c.closes[0].Parent() == f && last(c.closes[0])
	case len(c.closes) == 0 && len(c.sends) == 1:
		return c.sends[0].Parent() == f && last(c.sends[0])
	}
	return false
}

// last reports whether an instruction is the last that its function does: nothing but a return
// follows, or it is the first that the function defers, before it calls anything.
func last(in ssa.Instruction) bool {
	f := in.Parent()
	if d, ok := in.(*ssa.Defer); ok {
		for _, i := range f.Blocks[0].Instrs {
			if i == d {
				return true
			}
			if _, call := i.(ssa.CallInstruction); call {
				return false
			}
		}
		return false
	}
	for _, b := range f.Blocks {
		for _, i := range b.Instrs {
			if _, ok := i.(*ssa.Defer); ok {
				return false // it runs afterwards
			}
		}
	}
	b := in.Block()
	for n, i := range b.Instrs {
		if i == in {
			return returns(b, n+1, map[*ssa.BasicBlock]bool{})
		}
	}
	return false
}

// returns reports whether a function does nothing any more from an instruction on.
func returns(b *ssa.BasicBlock, from int, seen map[*ssa.BasicBlock]bool) bool {
	if seen[b] {
		return false
	}
	seen[b] = true
	for _, i := range b.Instrs[from:] {
		switch i.(type) {
		case *ssa.Return:
			return true
		case *ssa.Jump, *ssa.RunDefers, *ssa.DebugRef:
		default:
			return false
		}
	}
	return len(b.Succs) == 1 && returns(b.Succs[0], 0, seen)
}

// received reports whether an instruction receives what a goroutine sends last, or sees the channel closed;
// with succ it is asked of the way to one successor of a block that ends with a condition.
func (c *conduit) received(i ssa.Instruction, succ int) bool {
	switch i := i.(type) {
	case *ssa.UnOp: // of a channel into which nothing is sent it only returns when that is closed
		return succ < 0 && i.Op == token.ARROW && madeChan(i.X) == c.made && len(c.sends)+len(c.closes) == 1
	case *ssa.If:
		e, ok := i.Cond.(*ssa.Extract)
		if !ok || succ != 1 || e.Index != 1 || len(c.closes) != 1 {
			return false
		}
		r, ok := e.Tuple.(*ssa.UnOp)
		return ok && r.Op == token.ARROW && r.CommaOk && madeChan(r.X) == c.made
	}
	return false
}

// passes reports whether every way from an instruction out of its function passes an event; again, if
// not nil, is an instruction that may not be met before either.
func passes(in ssa.Instruction, event func(i ssa.Instruction, succ int) bool, again ssa.Instruction) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var ok func(b *ssa.BasicBlock, from int) bool
	ok = func(b *ssa.BasicBlock, from int) bool {
		for _, i := range b.Instrs[from:] {
			if event(i, -1) {
				return true
			}
			if leavesBy(i) || i == again {
				return false
			}
		}
		for n, s := range b.Succs {
			if event(b.Instrs[len(b.Instrs)-1], n) || seen[s] {
				continue
			}
			seen[s] = true
			if !ok(s, 0) {
				return false
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

// leavesBy reports whether an instruction ends its function: by a return, or by a panic that the source has. Those that range over a
// function brings with it have no position.
func leavesBy(i ssa.Instruction) bool {
	switch i := i.(type) {
	case *ssa.Return:
		return true
	case *ssa.Panic:
		return i.Pos().IsValid()
	}
	return false
}

// closedAfter reports whether every way from the start of a goroutine to a return starts another one, which
// waits for the group and then closes a channel, and sees that closed before it starts one more.
func closedAfter(in ssa.Instruction, isWait func(i ssa.Instruction) bool) bool {
	for _, b := range in.Parent().Blocks {
		for _, i := range b.Instrs {
			g, ok := i.(*ssa.Go)
			if !ok {
				continue
			}
			mc, ok := g.Common().Value.(*ssa.MakeClosure)
			if !ok {
				continue
			}
			c := closes(mc.Fn.(*ssa.Function), isWait)
			if c == nil || c.made.Parent() != in.Parent() {
				continue
			}
			starts := func(i ssa.Instruction, succ int) bool { return succ < 0 && i == g }
			if passes(in, starts, nil) && passes(g, c.received, in) {
				return true
			}
		}
	}
	return false
}

// closes is the channel that a function closes as the last it does, when the group is done.
func closes(f *ssa.Function, isWait func(i ssa.Instruction) bool) *conduit {
	var wait ssa.Instruction
	for _, b := range f.Blocks {
		for _, i := range b.Instrs {
			if _, deferred := i.(*ssa.Defer); !deferred && isWait(i) {
				wait = i
			}
			call, ok := i.(*ssa.Call)
			if !ok || wait == nil || !before(wait, i) {
				continue
			}
			if bi, ok := call.Common().Value.(*ssa.Builtin); ok && bi.Name() == "close" {
				if c := conduitOf(call.Common().Args[0]); c != nil && len(c.closes) == 1 && last(call) {
					return c
				}
			}
		}
	}
	return nil
}
