package resolve

import (
	"go/types"
	"slices"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

// immutable are types with pointers inside through which nothing can be changed.
var immutable = map[string]bool{
	"time.Time":          true,
	"net/netip.Addr":     true,
	"net/netip.AddrPort": true,
	"net/netip.Prefix":   true,
	"unique.Handle":      true,
}

// holds reports whether a value of t leads to memory that its copy would share.
func holds(t types.Type) bool {
	if n, ok := types.Unalias(t).(*types.Named); ok {
		if pkg := n.Obj().Pkg(); pkg != nil && immutable[pkg.Path()+"."+n.Obj().Name()] {
			return false
		}
	}
	switch u := types.Unalias(t).Underlying().(type) {
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	case *types.Array:
		return u.Len() > 0 && holds(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if holds(f.Type()) {
				return true
			}
		}
		return false
	}
	return true
}

// hides reports whether a field of st that is no member leads to such memory. path
// is where st is embedded.
func hides(st *types.Struct, path []string, members []*model.Member) bool {
	for f := range st.Fields() {
		at := append(slices.Clone(path), f.Name())
		if slices.ContainsFunc(members, func(m *model.Member) bool { return slices.Equal(m.Path, at) }) {
			continue
		}
		inner, isStruct := types.Unalias(deref(f.Type())).Underlying().(*types.Struct)
		if f.Embedded() && isStruct && slices.ContainsFunc(members, func(m *model.Member) bool {
			return len(m.Path) > len(at) && slices.Equal(m.Path[:len(at)], at)
		}) {
			if hides(inner, at, members) {
				return true
			}
			continue
		}
		if holds(f.Type()) {
			return true
		}
	}
	return false
}

// clones reports whether t has a method Clone() T.
func clones(t types.Type) bool {
	sig := method(t, "Clone")
	return sig != nil && sig.Params().Len() == 0 && sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), t)
}
