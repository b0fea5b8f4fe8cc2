package flow

import (
	"golang.org/x/tools/go/ssa"
)

// decides finds, for each block of a function, the blocks at whose end it is decided
// whether control gets there: those on which it depends by itself. Whatever is
// done in a block says something about the conditions of these.
func decides(f *ssa.Function) map[*ssa.BasicBlock][]*ssa.BasicBlock {
	after := postDominators(f)
	out := map[*ssa.BasicBlock][]*ssa.BasicBlock{}
	for _, a := range f.Blocks {
		if len(a.Succs) < 2 {
			continue
		}
		for _, s := range a.Succs {
			for b := s; b != nil && b != after[a]; b = after[b] {
				if n := len(out[b]); n == 0 || out[b][n-1] != a {
					out[b] = append(out[b], a)
				}
			}
		}
	}
	return out
}

// postDominators finds the nearest block that every way from a block to the end of
// the function passes; nil is the end itself. A block from which no way leads to the
// end, as in a loop for ever, has nothing behind it.
func postDominators(f *ssa.Function) map[*ssa.BasicBlock]*ssa.BasicBlock {
	order, num := []*ssa.BasicBlock{}, map[*ssa.BasicBlock]int{} // against the direction of control, ends first
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		if seen[b] {
			return
		}
		seen[b] = true
		for _, p := range b.Preds {
			visit(p)
		}
		order = append(order, b)
	}
	for _, b := range f.Blocks {
		if len(b.Succs) == 0 {
			visit(b)
		}
	}
	for i, b := range order {
		num[b] = i
	}
	after := map[*ssa.BasicBlock]*ssa.BasicBlock{}
	known := map[*ssa.BasicBlock]bool{}
	meet := func(a, b *ssa.BasicBlock) *ssa.BasicBlock {
		for a != b {
			if a == nil || b == nil {
				return nil
			}
			if num[a] < num[b] {
				a = after[a]
			} else {
				b = after[b]
			}
		}
		return a
	}
	for again := true; again; {
		again = false
		for i := len(order) - 1; i >= 0; i-- {
			b := order[i]
			var to *ssa.BasicBlock
			if len(b.Succs) > 0 {
				first := true
				for _, s := range b.Succs {
					switch {
					case !seen[s]: // never comes back
					case len(s.Succs) > 0 && !known[s]:
					case first:
						to, first = s, false
					default:
						to = meet(to, s)
					}
				}
			}
			if !known[b] || after[b] != to {
				known[b], after[b], again = true, to, true
			}
		}
	}
	return after
}

// controlled is what decided whether the current instruction runs: the parameters that
// the conditions before it, and the choice of the function that it calls, were derived from.
func (u *unit) controlled() uint64 {
	if u.block == nil {
		return 0
	}
	return u.control[u.block] | u.entered[u.cur] | u.choice
}

// branches works out for the blocks of a function what decides whether they run.
func (u *unit) branches(f *ssa.Function) {
	on, ok := u.decided[f]
	if !ok {
		on = decides(f)
		u.decided[f] = on
	}
	for again := true; again; {
		again = false
		for _, b := range f.Blocks {
			d := u.control[b]
			for _, a := range on[b] {
				d |= u.control[a] | u.conditionOf(a)
			}
			if d != u.control[b] {
				u.control[b], again, u.grew = d, true, true
			}
		}
	}
}

// conditionOf is what the condition at the end of a block was derived from.
func (u *unit) conditionOf(b *ssa.BasicBlock) uint64 {
	if i, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok {
		return u.dataOf(i.Cond)
	}
	return 0
}

// chosen is what decided which of its values a phi has: the conditions on the ways from
// the block where they part.
func (u *unit) chosen(phi *ssa.Phi) uint64 {
	b := phi.Block()
	var d uint64
	for _, p := range b.Preds {
		d |= u.control[p]
		if len(p.Succs) > 1 {
			d |= u.conditionOf(p)
		}
	}
	return d
}

// enters notes that a nested function runs where control is now, or as often as data says.
func (u *unit) enters(f *ssa.Function, data uint64) {
	if d := u.entered[f] | u.controlled() | data; d != u.entered[f] {
		u.entered[f], u.grew = d, true
	}
}
