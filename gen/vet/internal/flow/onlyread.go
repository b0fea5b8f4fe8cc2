package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// onlyRead reports whether a function does no more with a value, and with all that it finds by it, than look at it:
// nothing of its memory is written or gets anywhere else. A function that it finds is known by itself, with what that has captured.
func (u *unit) onlyRead(v ssa.Value, seen map[ssa.Value]bool) bool {
	if seen[v] || !u.p.types.reaches(v.Type()) || isFunc(v) {
		return true
	}
	seen[v] = true
	for _, r := range *v.Referrers() {
		switch r := r.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			if r.Op != token.MUL || !u.onlyRead(r, seen) {
				return false
			}
		case *ssa.IndexAddr:
			if !u.onlyRead(r, seen) {
				return false
			}
		case *ssa.FieldAddr:
			if !u.onlyRead(r, seen) {
				return false
			}
		case *ssa.Lookup, *ssa.Index, *ssa.Field, *ssa.Slice, *ssa.Phi, *ssa.Range, *ssa.Next, *ssa.Extract, *ssa.ChangeType:
			if !u.onlyRead(r.(ssa.Value), seen) {
				return false
			}
		case *ssa.BinOp: // a comparison
			if types.IsInterface(v.Type()) {
				return false
			}
		case *ssa.Call:
			if !u.callReads(r, v) {
				return false
			}
		case *ssa.MakeInterface:
			if !u.onlyPrinted(r) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// callReads reports whether a call looks at a value that it is given, keeps nothing of it, and returns nothing that leads there.
func (u *unit) callReads(call *ssa.Call, v ssa.Value) bool {
	c := call.Common()
	if b, ok := c.Value.(*ssa.Builtin); ok {
		return b.Name() == "len" || b.Name() == "cap"
	}
	f := c.StaticCallee()
	if f == nil || c.Value == v {
		return false
	}
	obj := u.p.object(f)
	if obj == nil || obj.Pkg() == nil || !u.p.types.std.Std(obj.Pkg().Path()) || u.p.dynamic(v.Type()) {
		return false
	}
	sum := u.p.types.std.Func(u.p.name(f))
	if !sum.Known || sum.Keeps || !sum.Fresh && u.p.types.reaches(call.Type()) {
		return false
	}
	for n, a := range c.Args {
		if a != v && u.p.dynamic(a.Type()) { // a function, or a method, gets it
			return false
		}
		if a == v && sum.Writes&(1<<min(n, 63)) != 0 {
			return false
		}
	}
	return true
}

// onlyPrinted reports whether an interface is made of a value only to be printed by fmt, with no method of the program's own.
func (u *unit) onlyPrinted(in *ssa.MakeInterface) bool {
	if u.p.dynamic(in.X.Type()) {
		return false
	}
	if u.hasMethods(parts(in.X.Type()), map[string]bool{}) {
		return false
	}
	for _, r := range *in.Referrers() {
		if _, debug := r.(*ssa.DebugRef); debug {
			continue
		}
		st, ok := r.(*ssa.Store)
		if !ok || st.Val != in {
			return false
		}
		at, ok := st.Addr.(*ssa.IndexAddr)
		if !ok {
			return false
		}
		args, ok := at.X.(*ssa.Alloc)
		if !ok || !u.argumentsOfPrint(args) {
			return false
		}
	}
	return true
}

// argumentsOfPrint reports whether an array holds the variadic arguments of a function of fmt, and is used for nothing else.
func (u *unit) argumentsOfPrint(args *ssa.Alloc) bool {
	for _, r := range *args.Referrers() {
		switch r := r.(type) {
		case *ssa.DebugRef:
		case *ssa.IndexAddr:
			for _, to := range *r.Referrers() {
				if st, ok := to.(*ssa.Store); !ok || st.Addr != r {
					return false
				}
			}
		case *ssa.Slice:
			for _, to := range *r.Referrers() {
				call, ok := to.(*ssa.Call)
				if !ok {
					return false
				}
				f := call.Common().StaticCallee()
				if f == nil {
					return false
				}
				switch u.p.name(f) {
				case "fmt.Sprint", "fmt.Sprintf", "fmt.Sprintln", "fmt.Errorf":
				default:
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}

// hasMethods reports whether one of some types, or a type that occurs in one at whatever depth, has methods.
func (u *unit) hasMethods(names []string, seen map[string]bool) bool {
	for _, k := range names {
		t := u.p.typeFacts(k)
		if t == nil || seen[k] {
			continue
		}
		seen[k] = true
		if len(t.Methods) > 0 || u.hasMethods(t.Parts, seen) {
			return true
		}
	}
	return false
}
