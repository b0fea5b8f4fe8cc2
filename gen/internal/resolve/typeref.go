package resolve

import (
	"go/types"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// publicPath is the path under which a person imports what path declares: the
// runtime's exported types are aliases of those of its core.
func publicPath(path string) string {
	if path == load.CorePath {
		return load.RuntimePath
	}
	return path
}

// ref writes t as a TypeRef and notes the packages that it mentions.
func (p *pkgResolver) ref(t types.Type) model.TypeRef {
	if st, ok := types.Unalias(t).(*types.Struct); ok {
		return p.alias(st)
	}
	r := model.TypeRef{Expr: p.expr(t)}
	obj, args := nameOf(t)
	if obj == nil {
		return r
	}
	r.Name = obj.Name()
	if obj.Pkg() != nil {
		r.PkgPath = publicPath(obj.Pkg().Path())
	}
	for a := range args.Types() {
		r.Args = append(r.Args, p.ref(a))
	}
	return r
}

// nameOf is the declared name of t and its type arguments; nil for an unnamed type.
func nameOf(t types.Type) (*types.TypeName, *types.TypeList) {
	switch t := t.(type) {
	case *types.Alias:
		return t.Obj(), t.TypeArgs()
	case *types.Named:
		return t.Obj(), t.TypeArgs()
	case *types.TypeParam:
		return t.Obj(), nil
	}
	return nil, nil
}

// canonical is t without the aliases at its top, as long as the name beneath can
// be written in package p: an alias may be the only public name of an internal type.
func (p *pkgResolver) canonical(t types.Type) types.Type {
	u := types.Unalias(t)
	n, ok := u.(*types.Named)
	if !ok || n.Obj().Pkg() == nil || importable(publicPath(n.Obj().Pkg().Path()), p.lp.Path) {
		return u
	}
	return t
}

// importable reports whether a package at from may import path.
func importable(path, from string) bool {
	i := strings.LastIndex("/"+path+"/", "/internal/")
	if i < 0 {
		return true
	}
	root := strings.TrimSuffix(path[:max(i-1, 0)], "/")
	return root == "" || from == root || strings.HasPrefix(from, root+"/")
}

// sigName is the name of t in the runtime's public package, with its type
// arguments; "" for every other type. It sees through aliases.
func sigName(t types.Type) (string, []types.Type) {
	obj, args := nameOf(types.Unalias(t))
	if obj == nil || obj.Pkg() == nil || publicPath(obj.Pkg().Path()) != load.RuntimePath {
		return "", nil
	}
	var list []types.Type
	for a := range args.Types() {
		list = append(list, a)
	}
	return obj.Name(), list
}

// isNamed reports whether t is the named type path.name.
func isNamed(t types.Type, path, name string) bool {
	obj, _ := nameOf(types.Unalias(t))
	return obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == path && obj.Name() == name
}

func isContext(t types.Type) bool { return isNamed(t, "context", "Context") }

func isError(t types.Type) bool {
	return types.Identical(types.Unalias(t), types.Universe.Lookup("error").Type())
}

// deref is what t points to, or t.
func deref(t types.Type) types.Type {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		return ptr.Elem()
	}
	return t
}

// show writes t for a person: packages by name, as in their source.
func (p *pkgResolver) show(t types.Type) string {
	return types.TypeString(t, func(pkg *types.Package) string {
		if pkg == p.lp.Types {
			return ""
		}
		if publicPath(pkg.Path()) == load.RuntimePath {
			return "sig"
		}
		return pkg.Name()
	})
}

// method finds a method in the method set of *t, whether t has it or a pointer to it.
func method(t types.Type, name string) *types.Signature {
	if _, ok := types.Unalias(t).Underlying().(*types.Interface); !ok {
		t = types.NewPointer(t)
	}
	sel := types.NewMethodSet(t).Lookup(nil, name)
	if sel == nil {
		return nil
	}
	sig, _ := sel.Obj().Type().(*types.Signature)
	return sig
}
