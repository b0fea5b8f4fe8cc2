package flow

import (
	"fmt"
	"go/types"
	"hash/fnv"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// Memory that is written through a pointer to one type cannot be part of a value in which
// no such type occurs. A shape stands for a type in facts: types that can be converted into each other, and so
// name the same memory, have the same.

// shape is the shape of a type, "" for one of which it cannot be known.
func shape(t types.Type) string {
	if parametric(t, map[types.Type]bool{}) {
		return ""
	}
	h := fnv.New64a()
	fmt.Fprint(h, types.TypeString(converted(t.Underlying()), nil))
	return fmt.Sprintf("%x", h.Sum64())
}

// converted is the same type for all that a conversion makes of one another without a copy: a channel's direction and
// the tags of a struct make no difference.
func converted(t types.Type) types.Type {
	switch t := types.Unalias(t).(type) {
	case *types.Pointer:
		return types.NewPointer(converted(t.Elem()))
	case *types.Slice:
		return types.NewSlice(converted(t.Elem()))
	case *types.Array:
		return types.NewArray(converted(t.Elem()), t.Len())
	case *types.Chan:
		return types.NewChan(types.SendRecv, converted(t.Elem()))
	case *types.Map:
		return types.NewMap(converted(t.Key()), converted(t.Elem()))
	case *types.Struct:
		fields := make([]*types.Var, 0, t.NumFields())
		for f := range t.Fields() {
			fields = append(fields, types.NewField(f.Pos(), f.Pkg(), f.Name(), converted(f.Type()), f.Embedded()))
		}
		return types.NewStruct(fields, nil)
	}
	return t
}

// parametric reports whether a type parameter occurs in t, named types' insides aside.
func parametric(t types.Type, seen map[types.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		return true
	case *types.Named:
		for a := range t.TypeArgs().Types() {
			if parametric(a, seen) {
				return true
			}
		}
		if t.TypeArgs().Len() == 0 && t.TypeParams().Len() == 0 {
			return false
		}
		return t.TypeArgs().Len() == 0
	case *types.Pointer:
		return parametric(t.Elem(), seen)
	case *types.Slice:
		return parametric(t.Elem(), seen)
	case *types.Array:
		return parametric(t.Elem(), seen)
	case *types.Chan:
		return parametric(t.Elem(), seen)
	case *types.Map:
		return parametric(t.Key(), seen) || parametric(t.Elem(), seen)
	case *types.Struct:
		for f := range t.Fields() {
			if parametric(f.Type(), seen) {
				return true
			}
		}
	case *types.Signature, *types.Interface:
		return true // rare, and not worth a look inside
	}
	return false
}

// A shapeSet is what occurs in a value of some type; open says that anything may.
type shapeSet struct {
	has    map[string]bool
	arrays map[string]bool // the elements of arrays and slices
	to     map[string]bool // what pointers, maps and channels in it lead to
	slices map[string]bool // the elements of what slices, and pointers to arrays, lead to
	open   bool
}

// pointsTo reports whether a pointer, slice, map or channel in a value of the one type may lead into one of the other.
func (s *shapeSet) pointsTo(o *shapeSet) bool {
	if s.open || o.open {
		return true
	}
	for k := range s.to {
		if o.has[k] {
			return true
		}
	}
	for k := range s.slices {
		if o.arrays[k] {
			return true
		}
	}
	return false
}

// lead notes what a type leads to by itself.
func (s *shapeSet) lead(t types.Type) {
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		s.to[shape(t.Elem())] = true
		if a, ok := t.Elem().Underlying().(*types.Array); ok {
			s.elements(s.slices, a.Elem())
		}
	case *types.Slice:
		s.elements(s.slices, t.Elem())
		s.elements(s.arrays, t.Elem())
	case *types.Array:
		s.elements(s.arrays, t.Elem())
	case *types.Map, *types.Chan:
		s.to[shape(t)] = true
	}
}

// elements adds the type of elements, and of theirs if they are arrays.
func (s *shapeSet) elements(to map[string]bool, t types.Type) {
	to[shape(t)] = true
	if a, ok := t.Underlying().(*types.Array); ok {
		s.elements(to, a.Elem())
	}
}

// shapes is all that occurs in a value of t and behind its pointers.
func (tt *typeTable) shapes(t types.Type) *shapeSet {
	if s, ok := tt.shaped.At(t).(*shapeSet); ok {
		return s
	}
	s := &shapeSet{has: map[string]bool{}, arrays: map[string]bool{}, to: map[string]bool{}, slices: map[string]bool{}}
	seen := map[types.Type]bool{}
	var walk func(t types.Type)
	walk = func(t types.Type) {
		t = types.Unalias(t)
		if s.open || seen[t] {
			return
		}
		seen[t] = true
		k := shape(t)
		if k == "" {
			s.open = true
			return
		}
		s.has[k] = true
		s.lead(t)
		switch t := t.Underlying().(type) {
		case *types.Basic:
			s.open = s.open || t.Kind() == types.UnsafePointer
		case *types.Pointer:
			walk(t.Elem())
		case *types.Slice:
			walk(t.Elem())
		case *types.Array:
			walk(t.Elem())
		case *types.Chan:
			walk(t.Elem())
		case *types.Map:
			walk(t.Key())
			walk(t.Elem())
		case *types.Struct:
			for f := range t.Fields() {
				walk(f.Type())
			}
		default:
			s.open = true
		}
	}
	walk(t)
	tt.shaped.Set(t, s)
	return s
}

// occurs reports whether one of the shapes may occur in a value of t; no shapes mean any.
func (tt *typeTable) occurs(shapes []string, t types.Type) bool {
	if len(shapes) == 0 || t == nil {
		return true
	}
	s := tt.shapes(t)
	return s.open || slices.ContainsFunc(shapes, func(k string) bool {
		if e, ok := strings.CutPrefix(k, elements); ok {
			return s.arrays[e]
		}
		return s.has[k]
	})
}

// elements before a shape stands for such a value as an element of an array, which is all that a slice leads to.
const elements = "[]"

// wrote is the shape of what is written at an address, or in a map, slice or channel; nil for any.
func wrote(path ssa.Value) []string {
	for path != nil {
		switch v := path.(type) {
		case *ssa.FieldAddr:
			path = v.X
			continue
		case *ssa.IndexAddr:
			if _, array := v.X.Type().Underlying().(*types.Pointer); array {
				path = v.X
				continue
			}
			path = v.X
		}
		break
	}
	if path == nil {
		return nil
	}
	t := pointee(path.Type())
	if t == nil {
		return nil
	}
	k := shape(t)
	if k == "" {
		return nil
	}
	switch u := path.Type().Underlying().(type) {
	case *types.Slice:
		k = elements + k
	case *types.Pointer:
		if _, array := u.Elem().Underlying().(*types.Array); array {
			k = elements + k
		}
	}
	return []string{k}
}

// anyOf is the shapes of all that a function may write of what it gets as t; nil for any.
func (tt *typeTable) anyOf(t types.Type) []string {
	s := tt.shapes(t)
	if s.open || len(s.has) > maxShapes {
		return nil
	}
	out := make([]string, 0, len(s.has))
	for k := range s.has {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// maxShapes is how many shapes one write may have before it counts as one of anything.
const maxShapes = 16

// typeOfGlobal is the type of a variable of this or an imported package, nil if it is not known here.
func (p *pkg) typeOfGlobal(g *facts.Global) types.Type {
	if t, ok := p.globalTypes[g.Name]; ok {
		return t
	}
	var t types.Type
	path := p.packageOf(g.Name)
	pk := p.imports[path]
	if path == p.out.Path {
		pk = p.in.Pkg
	}
	if pk != nil {
		if v, ok := pk.Scope().Lookup(g.Name[len(path)+1:]).(*types.Var); ok {
			t = v.Type()
		}
	}
	p.globalTypes[g.Name] = t
	return t
}

// shared is what a value of type t, which s leads to, may have of what it was copied from: of all
// that it leads to that in which such values occur.
func (u *unit) shared(s set, t types.Type) set {
	kinds := []string{shape(t)}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		kinds[0] = shape(p.Elem())
	}
	if kinds[0] == "" {
		return u.reach(s)
	}
	return u.target(s, facts.Write{Deep: true, Kinds: kinds})
}
