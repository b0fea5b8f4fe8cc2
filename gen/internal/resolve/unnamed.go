package resolve

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

// A struct type without a name gets one in the generated file, as an alias: its
// codec is called after it, and no signature repeats its fields.

// unnamed is a struct type without a name together with what it is called.
type unnamed struct {
	st  *types.Struct
	ref model.TypeRef
}

// expr writes t with import paths in braces, and unnamed structs by their aliases.
func (p *pkgResolver) expr(t types.Type) string {
	switch t := t.(type) {
	case *types.Pointer:
		return "*" + p.expr(t.Elem())
	case *types.Slice:
		return "[]" + p.expr(t.Elem())
	case *types.Array:
		return "[" + strconv.FormatInt(t.Len(), 10) + "]" + p.expr(t.Elem())
	case *types.Map:
		return "map[" + p.expr(t.Key()) + "]" + p.expr(t.Elem())
	case *types.Struct:
		return p.alias(t).Expr
	case *types.Named, *types.Alias:
		obj, args := nameOf(t)
		if args.Len() == 0 || obj.Pkg() == nil {
			break
		}
		list := make([]string, 0, args.Len())
		for a := range args.Types() {
			list = append(list, p.expr(a))
		}
		return p.qualifier(obj.Pkg()) + "." + obj.Name() + "[" + strings.Join(list, ",") + "]"
	}
	return types.TypeString(t, p.qualifier)
}

// qualifier is a package as a TypeRef has it. It notes that the package is mentioned.
func (p *pkgResolver) qualifier(pkg *types.Package) string {
	path := publicPath(pkg.Path())
	name := pkg.Name()
	if path != pkg.Path() {
		name = "sig"
	}
	p.out.Imported[path] = name
	return "{" + path + "}"
}

// alias is the name of an unnamed struct, after the field that it was first met in.
func (p *pkgResolver) alias(st *types.Struct) model.TypeRef {
	if st.NumFields() == 0 {
		return model.TypeRef{PkgPath: p.lp.Path, Name: "empty", Expr: "struct{}"}
	}
	for _, u := range p.unnamed {
		if types.Identical(u.st, st) {
			return u.ref
		}
	}
	name := p.field0()
	for i, base := 2, name; token.IsKeyword(name) || p.taken(name); i++ {
		name = base + strconv.Itoa(i)
	}
	ref := model.TypeRef{PkgPath: p.lp.Path, Name: name, Expr: "{" + p.lp.Path + "}." + name}
	p.unnamed = append(p.unnamed, unnamed{st, ref})
	at := len(p.out.Aliases)
	p.out.Aliases = append(p.out.Aliases, model.Alias{Name: name})
	var fields []model.AliasField
	for i := range st.NumFields() {
		f := st.Field(i)
		name := f.Name()
		if f.Embedded() {
			name = ""
		}
		fields = append(fields, model.AliasField{Name: name, Type: p.expr(f.Type()), Tag: st.Tag(i)})
	}
	p.out.Aliases[at].Fields = fields
	return ref
}

// field0 is what an alias is called that stands in the member which is resolved now.
func (p *pkgResolver) field0() string {
	if p.hint == "" {
		return "unnamed"
	}
	return strings.ToLower(p.hint[:1]) + p.hint[1:]
}

func (p *pkgResolver) taken(name string) bool {
	return p.lp.Types.Scope().Lookup(name) != nil || types.Universe.Lookup(name) != nil ||
		slices.ContainsFunc(p.out.Aliases, func(a model.Alias) bool { return a.Name == name })
}

// unnamedValue resolves a use of an unnamed struct and, at its first use, its members.
func (p *pkgResolver) unnamedValue(st *types.Struct, pos token.Pos, path string, u use) *model.Ref {
	for f := range st.Fields() {
		if !f.Exported() && f.Pkg() != p.lp.Types {
			p.report(codeAnonymous, pos, "declare a type for it there", "%s has an unnamed struct type with the unexported field %s of package %s, so it cannot be written here",
				path, f.Name(), f.Pkg().Name())
			return nil
		}
	}
	return p.structValue(&model.Ref{Type: p.ref(st)}, st, st, pos, path, u)
}
