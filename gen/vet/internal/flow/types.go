package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// A typeTable answers questions about types and remembers the answers.
type typeTable struct {
	std      *std.Table
	reviewed func(typ string) bool // whether a review says that a type is frozen
	pointers typeutil.Map          // types.Type -> bool
	shaped   typeutil.Map          // types.Type -> *shapeSet
	freezes  map[freezeKey]facts.Needs
}

type freezeKey struct {
	t      types.Type
	inside string
}

// frozen reports whether only the writing methods of a type change its values.
func (tt *typeTable) frozen(typ string) bool {
	return tt.std.Frozen(typ) || typ != "" && tt.reviewed != nil && tt.reviewed(typ)
}

// owning reports whether t points to a type whose copies write the memory of what they were copied from.
func (tt *typeTable) owning(t types.Type) bool {
	p, ok := types.Unalias(t).(*types.Pointer)
	return ok && tt.std.Owning(key(p.Elem()))
}

// key is the name of a named type that means the same in every package, "" for
// other types. Pointers are looked through.
func key(t types.Type) string {
	if n := named(t); n != nil {
		obj := n.Origin().Obj()
		if obj.Pkg() == nil {
			return obj.Name()
		}
		return obj.Pkg().Path() + "." + obj.Name()
	}
	return ""
}

// named is the named type that t is or points to.
func named(t types.Type) *types.Named {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	n, _ := t.(*types.Named)
	return n
}

// reaches reports whether a value of t leads to memory that could be written
// through it. Strings, and values of frozen types, do not.
func (tt *typeTable) reaches(t types.Type) bool {
	if t == nil {
		return false
	}
	if r, ok := tt.pointers.At(t).(bool); ok {
		return r
	}
	tt.pointers.Set(t, false) // a recursive struct has to pass a pointer
	r := tt.reachesNow(t)
	tt.pointers.Set(t, r)
	return r
}

func (tt *typeTable) reachesNow(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return t.Kind() == types.UnsafePointer
	case *types.Named:
		if st, ok := t.Underlying().(*types.Struct); ok && tt.frozen(key(t)) {
			for a := range t.TypeArgs().Types() { // what a unique.Handle holds is what somebody put there
				if tt.reaches(a) {
					return true
				}
			}
			for f := range st.Fields() { // a copy has them too, and anybody can write what they lead to
				if f.Exported() && tt.reaches(f.Type()) {
					return true
				}
			}
			return false
		}
		return tt.reaches(t.Underlying())
	case *types.Struct:
		for f := range t.Fields() {
			if tt.reaches(f.Type()) {
				return true
			}
		}
		return false
	case *types.Array:
		return t.Len() > 0 && tt.reaches(t.Elem())
	case *types.TypeParam:
		return !tt.onlyFlat(t.Constraint())
	case *types.Tuple:
		for v := range t.Variables() {
			if tt.reaches(v.Type()) {
				return true
			}
		}
		return false
	}
	return true
}

// onlyFlat reports whether a constraint admits nothing but types whose values lead nowhere, such as numbers.
func (tt *typeTable) onlyFlat(constraint types.Type) bool {
	c, ok := constraint.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for t := range c.EmbeddedTypes() { // a type has to satisfy all of them
		switch t := types.Unalias(t).(type) {
		case *types.Union:
			flat := true
			for term := range t.Terms() {
				flat = flat && !tt.reaches(term.Type())
			}
			if flat {
				return true
			}
		default:
			if types.IsInterface(t) {
				if tt.onlyFlat(t) {
					return true
				}
			} else if !tt.reaches(t) {
				return true
			}
		}
	}
	return false
}

// freezing says what makes references of type t to shared memory harmless.
// inside is what that means for what interfaces hold.
func (tt *typeTable) freezing(t types.Type, inside facts.Needs) facts.Needs {
	k := freezeKey{t, needsText(inside)}
	if n, ok := tt.freezes[k]; ok {
		return n
	}
	w := &freezer{tt: tt, inside: inside, seen: map[types.Type]bool{}}
	w.walk(t, false)
	slices.Sort(w.out.Types)
	w.out.Types = slices.Clip(slices.Compact(w.out.Types)) // it is given out more than once
	if tt.freezes == nil {
		tt.freezes = map[freezeKey]facts.Needs{}
	}
	tt.freezes[k] = w.out
	return w.out
}

type freezer struct {
	tt     *typeTable
	inside facts.Needs
	seen   map[types.Type]bool
	out    facts.Needs
}

// walk looks at t; guarded says that it is only reached through a struct type
// whose values have to be frozen as a whole.
func (w *freezer) walk(t types.Type, guarded bool) {
	t = types.Unalias(t)
	if w.seen[t] || !w.tt.reaches(t) {
		return
	}
	w.seen[t] = true
	switch t := t.(type) {
	case *types.Pointer:
		n, ok := types.Unalias(t.Elem()).(*types.Named)
		if !ok {
			w.out.Mutable = w.out.Mutable || !guarded
			w.walk(t.Elem(), guarded)
			return
		}
		if _, ok := n.Underlying().(*types.Struct); !ok && !w.tt.frozen(key(n)) { // a number with methods, written as a whole
			w.out.Mutable = w.out.Mutable || !guarded
		}
		w.named(n, guarded)
	case *types.Named:
		w.named(t, guarded)
	case *types.Slice:
		w.out.Mutable = w.out.Mutable || !guarded
		w.walk(t.Elem(), guarded)
	case *types.Map:
		w.out.Mutable = w.out.Mutable || !guarded
		w.walk(t.Key(), guarded)
		w.walk(t.Elem(), guarded)
	case *types.Array:
		w.walk(t.Elem(), guarded)
	case *types.Struct:
		for f := range t.Fields() {
			w.walk(f.Type(), guarded)
		}
	case *types.Interface:
		w.out.Mutable = w.out.Mutable || w.inside.Mutable
		w.out.Types = append(w.out.Types, w.inside.Types...)
	case *types.Signature:
		w.out.Types = append(w.out.Types, facts.FuncType)
	default:
		w.out.Mutable = true
	}
}

func (w *freezer) named(n *types.Named, guarded bool) {
	k := key(n)
	switch {
	case w.tt.frozen(k):
		w.out.Types = append(w.out.Types, k)
		for a := range n.TypeArgs().Types() {
			w.walk(a, false)
		}
		return
	case n.Obj().Pkg() == nil || w.tt.std.Std(n.Obj().Pkg().Path()) || trustBase(n.Obj().Pkg().Path()):
		if _, iface := n.Underlying().(*types.Interface); !iface {
			w.out.Mutable = true
			return
		}
	}
	if s, ok := n.Underlying().(*types.Struct); ok {
		w.out.Types = append(w.out.Types, k)
		for f := range s.Fields() {
			w.walk(f.Type(), !f.Exported()) // anybody can write what an exported field leads to
		}
		return
	}
	w.walk(n.Underlying(), guarded)
}

// runtimePath is where the trust base begins.
const runtimePath = "github.com/sigen-dev/sigen/runtime"

// trustBase reports whether a package is the kernel or one of its providers.
func trustBase(path string) bool { return TrustBase(path) }

// TrustBase reports whether a package is the kernel or one of its providers.
func TrustBase(path string) bool {
	return (path == runtimePath || strings.HasPrefix(path, runtimePath+"/")) && !strings.HasPrefix(path, runtimePath+"/sigtest")
}

// isContext reports whether t is context.Context.
func isContext(t types.Type) bool {
	if t == nil {
		return false
	}
	_, pointer := types.Unalias(t).(*types.Pointer)
	return !pointer && key(t) == "context.Context"
}

// container reports whether a reference of type t is written through without
// naming a struct type: a slice, a map, a channel, a pointer to something else.
func container(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.Pointer:
		_, isNamed := types.Unalias(t.Elem()).(*types.Named)
		return !isNamed
	case *types.Named:
		return container(t.Underlying())
	case *types.Slice, *types.Map, *types.Chan:
		return true
	}
	return false
}

// callable reports whether the library may call functions in a value of t that it is given: one is
// it, or lies in it where the library can get at it.
func (tt *typeTable) callable(t types.Type) bool {
	seen := map[types.Type]bool{}
	var walk func(t types.Type) bool
	walk = func(t types.Type) bool {
		t = types.Unalias(t)
		if seen[t] || tt.frozen(key(t)) {
			return false
		}
		seen[t] = true
		switch u := t.Underlying().(type) {
		case *types.Signature:
			return true
		case *types.Pointer:
			return walk(u.Elem())
		case *types.Slice:
			return walk(u.Elem())
		case *types.Array:
			return walk(u.Elem())
		case *types.Map:
			return walk(u.Elem())
		case *types.Struct:
			for f := range u.Fields() {
				if f.Exported() && walk(f.Type()) {
					return true
				}
			}
		}
		return false
	}
	return walk(t)
}
