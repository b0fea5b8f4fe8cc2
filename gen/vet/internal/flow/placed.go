package flow

import (
	"cmp"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// What is called through a package-level variable is known only if everything is known that
// initialisation puts into it: by assignment, or by a function that gets a pointer
// to the variable, or a map or slice of it, and puts there what its caller never sees.

// placed notes that values get into the memory of addr: at initialisation what a
// variable of the package may hold, elsewhere what this function puts where a parameter leads.
func (u *unit) placed(in ssa.Instruction, addr, val set) {
	if val.empty() {
		return
	}
	for i := range addr.all {
		switch e := u.elems[i]; {
		case e.kind == elemParam:
			u.puts(val)
		case e.kind == elemGlobal && u.p.owns(e.global.Name) && u.p.inits[in.Parent()]:
			u.storedBy(e.global.Name, val)
		}
	}
}

// storedBy notes that initialisation puts values into a variable.
func (u *unit) storedBy(global string, val set) {
	s := u.stored[global]
	if s == nil {
		s = new(set)
		u.stored[global] = s
	}
	s.union(u.reach(val))
}

// registers notes which parameters a function that only initialisation calls puts into variables: who calls it knows what they are.
func (u *unit) registers() {
	if !u.p.inits[u.top] {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(u.stored)) {
		for i := range u.stored[name].all {
			if e := u.elems[i]; e.kind == elemParam && e.n < len(u.top.Params) {
				u.flow(facts.Flow{From: facts.Label{Kind: facts.OfParam, N: e.n}, To: facts.Label{Kind: facts.OfGlobal, Name: name}, Pos: u.out.Pos})
			}
		}
	}
}

// puts notes functions and types in what is put where a parameter leads.
func (u *unit) puts(val set) {
	for i := range u.reach(val).all {
		switch e := u.elems[i]; e.kind {
		case elemFunc:
			c := e.callee
			if e.fn != nil {
				c = u.innerCallee(e.fn)
			}
			u.out.Puts = append(u.out.Puts, c)
		case elemDyn:
			u.out.Boxes = append(u.out.Boxes, e.dyn)
		case elemAlloc:
			u.out.Blurs = u.out.Blurs || e.opaque
		}
	}
}

type blurKey struct{}

// blur is memory of which nothing is known.
func (u *unit) blur() int {
	return u.elem(blurKey{}, func() *elem { return &elem{kind: elemAlloc, opaque: true} })
}

type putKey struct {
	in ssa.Instruction
	f  string
}

// putBy notes what a function with a summary puts into memory that it is given: that of this
// function, too, has to say which types its interfaces may hold.
func (u *unit) putBy(in ssa.Instruction, f *facts.Func, arg func(int) set) {
	if len(f.Puts) == 0 && len(f.Boxes) == 0 && !f.Blurs {
		return
	}
	var moved set // what it puts there of what it was given: a method value may have any of it
	for _, fl := range f.Flows {
		if fl.To.Kind != facts.OfParam || fl.Data {
			continue
		}
		moved.union(u.globalSet(fl.From))
		if fl.From.Kind == facts.OfParam {
			moved.union(u.reach(arg(fl.From.N)))
		}
	}
	var addr, unsaid set
	for _, w := range f.Writes {
		t := u.target(arg(w.Param), w)
		addr.union(t)
		if len(w.By) == 0 { // what methods put into their own values is known with these
			unsaid.union(t)
		}
	}
	if addr.empty() {
		return
	}
	var val set
	for _, c := range f.Puts {
		i := u.callee(c, nil)
		val.add(i)
		if c.Captures {
			u.contain(u.elems[i], moved)
		}
	}
	for _, d := range f.Boxes {
		val.add(u.dyn(d, nil))
	}
	if !val.empty() { // at whatever depth of what the function made
		hub := u.alloc(putKey{in, f.Name})
		var deep set
		deep.union(val)
		deep.add(hub)
		u.contain(u.elems[hub], deep)
		val.add(hub)
		for i := range addr.all {
			if u.elems[i].kind == elemAlloc {
				u.into(i, deep, 0)
			}
		}
	}
	if f.Blurs {
		val.add(u.blur())
		for i := range unsaid.all {
			if u.elems[i].kind == elemAlloc {
				u.into(i, val, 0)
			}
		}
	}
	if u.final {
		u.placed(in, addr, val)
	}
}

// blurred notes that a call of which nothing is known may put anything into what it is given.
func (u *unit) blurred(in ssa.Instruction, args []set) {
	if !u.final {
		return
	}
	var addr, val set
	for _, a := range args {
		addr.union(u.reach(a))
	}
	val.add(u.blur())
	u.placed(in, addr, val)
}

func uniqueCallees(cs []facts.Callee) []facts.Callee {
	slices.SortFunc(cs, func(a, b facts.Callee) int {
		flag := func(c facts.Callee) int {
			n := 0
			for i, b := range []bool{c.Captures, c.Once, c.Inner} {
				if b {
					n |= 1 << i
				}
			}
			return n
		}
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(flag(a), flag(b)))
	})
	return slices.Compact(cs)
}
