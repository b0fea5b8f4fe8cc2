package flow

import "go/types"

type narrowKey struct{ of, t types.Type }

// narrowed is s without the parameters whose memory a value of type t cannot lead to, at whatever depth: there is no type
// there that t has a way to. The state of one tenant may have a table of the shared component beside a map of its own. It
// is not enough that t itself points to no such type: what a callee put behind something that it made is in s, and what
// it made is not.
func (u *unit) narrowed(s set, t types.Type) set {
	to := pointee(t)
	open := to == nil || u.p.kernels(to)
	concrete := u.concrete(t)
	keep := func(e *elem) bool { return !(concrete && e.as != 0) && (open || u.mayLead(e, t)) }
	return u.trimmed(s, keep)
}

// aimed is s without package-level variables and parameters in whose memory nothing of the types lies that are written.
func (u *unit) aimed(s set, kinds []string) set {
	if len(kinds) == 0 {
		return s
	}
	hit := func(e *elem) bool {
		switch {
		case e.kind == elemGlobal:
			return u.p.types.occurs(kinds, u.p.typeOfGlobal(e.global))
		case e.kind == elemParam && e.n < len(u.top.Params):
			return u.p.holds(kinds, u.top.Params[e.n].Type())
		}
		return true
	}
	return u.trimmed(s, hit)
}

// holds reports whether one of the shapes may occur where a value of t leads. In a component, what handles lead to is the kernel's.
func (p *pkg) holds(shapes []string, t types.Type) bool {
	if n := named(t); n != nil && p.isComponent(n) {
		return p.writable(shapes, t)
	}
	return p.types.occurs(shapes, t)
}

// concrete reports whether no value of a type parameter can be one of t, or be reached by one, unless it was asked for its type.
func (u *unit) concrete(t types.Type) bool {
	if u.top.TypeParams().Len() == 0 {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Interface:
		return false
	}
	return !parametric(t, map[types.Type]bool{})
}

// mayLead reports whether a value of type t may lead to the memory of an element.
func (u *unit) mayLead(e *elem, t types.Type) bool {
	var of types.Type
	switch {
	case e.kind == elemGlobal:
		of = u.p.typeOfGlobal(e.global)
	case e.kind == elemParam && e.n < len(u.top.Params):
		of = u.top.Params[e.n].Type()
	}
	if of == nil {
		return true
	}
	k := narrowKey{of, t}
	may, ok := u.p.leading[k]
	if !ok {
		may = u.p.mayShare(t, of)
		u.p.leading[k] = may
	}
	return may
}

// mayShare reports whether a value of type t may lead to memory that one of another type leads to. In a component, what
// handles lead to is the kernel's.
func (p *pkg) mayShare(t, of types.Type) bool {
	n := named(of)
	from := p.types.shapes(t)
	if n == nil || !p.isComponent(n) {
		return from.pointsTo(p.types.shapes(of))
	}
	if k := shape(n); k == "" || from.pointsTo(&shapeSet{has: map[string]bool{k: true}}) {
		return true
	}
	for f := range n.Underlying().(*types.Struct).Fields() {
		in := named(f.Type())
		if in == nil || in.Obj().Pkg() == nil || !trustBase(in.Obj().Pkg().Path()) || types.IsInterface(in) {
			if from.pointsTo(p.types.shapes(types.NewPointer(f.Type()))) {
				return true
			}
			continue
		}
		if typeName(in) == "PerTenant" { // its memory is that of one tenant, and never the component's
			continue
		}
		for a := range in.TypeArgs().Types() {
			if from.pointsTo(p.types.shapes(types.NewPointer(a))) {
				return true
			}
		}
	}
	return false
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
