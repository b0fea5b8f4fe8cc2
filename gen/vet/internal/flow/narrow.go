package flow

import "go/types"

type narrowKey struct {
	param int
	t     types.Type
}

// narrowed is s without the parameters that cannot lead to what a value of type t points to: no such type occurs in
// what they are. The state of one tenant may have a table of the shared component beside a map of its own.
func (u *unit) narrowed(s set, t types.Type) set {
	to := pointee(t)
	if to == nil || u.p.kernels(to) {
		return s
	}
	drop := false
	for i := range s.all {
		e := u.elems[i]
		drop = drop || e.kind == elemParam && !u.mayLead(e.n, to)
	}
	if !drop {
		return s
	}
	var out set
	for i := range s.all {
		if e := u.elems[i]; e.kind != elemParam || u.mayLead(e.n, to) {
			out.add(i)
		}
	}
	return out
}

// mayLead reports whether a value of type t may lie where the n-th parameter leads.
func (u *unit) mayLead(n int, t types.Type) bool {
	if n >= len(u.top.Params) {
		return true
	}
	k := narrowKey{n, t}
	may, ok := u.leading[k]
	if !ok {
		name := shape(t)
		may = name == "" || u.p.holds([]string{name}, u.top.Params[n].Type())
		u.leading[k] = may
	}
	return may
}

// holds reports whether one of the shapes may occur in a value of t. In a component, what handles lead to is the kernel's.
func (p *pkg) holds(shapes []string, t types.Type) bool {
	if n := named(t); n != nil && p.isComponent(n) {
		return p.writable(shapes, t)
	}
	return p.types.occurs(shapes, t)
}

// kernels reports whether t is a type of the kernel's, such as a handle.
func (p *pkg) kernels(t types.Type) bool {
	n := named(t)
	return n != nil && n.Obj().Pkg() != nil && (trustBase(n.Obj().Pkg().Path()) || p.isHandle(n))
}

// pointee is the type of the memory that a value of t points to itself; nil if that may be any. Of an array it is that of an element,
// which a slice may have pointed to.
func pointee(t types.Type) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		t = u.Elem()
	case *types.Slice:
		t = u.Elem()
	case *types.Map, *types.Chan:
		return t
	default:
		return nil
	}
	for {
		a, ok := t.Underlying().(*types.Array)
		if !ok {
			return t
		}
		t = a.Elem()
	}
}
