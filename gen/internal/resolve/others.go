package resolve

import (
	"go/types"
	"strconv"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// other is the component of a factory of a package that is not resolved, as far
// as program rules ask; nil when its source is not at hand.
func (rs *resolver) other(pkg *types.Package, factory string) *model.Component {
	name := strings.TrimSuffix(strings.TrimPrefix(factory, pkg.Path()+"."), "Factory")
	obj, _ := pkg.Scope().Lookup(name).(*types.TypeName)
	tm := rs.index.find(rs.index.components, obj)
	if tm == nil {
		return nil
	}
	named, _ := obj.Type().(*types.Named)
	if named == nil {
		return nil
	}
	c := &model.Component{
		Name: tm.mark.Value("name"), Scope: model.ScopeKind(tm.mark.Value("scope")), Pos: rs.pos(tm.mark.Pos),
		Type: model.TypeRef{PkgPath: pkg.Path(), Name: name, Expr: typeExpr(obj.Type())},
	}
	if c.Scope == model.ScopeProvider {
		c.Services = services(named)
		if open := method(named, "Open"); open != nil && open.Results().Len() == 2 {
			t := open.Results().At(0).Type()
			c.Handles = []model.TypeRef{{Name: typeName(t), Expr: typeExpr(t)}}
		}
	}
	for _, f := range tm.pkg.Files {
		for _, m := range f.Marks {
			if m.Name != "provides" || m.Decl != tm.spec {
				continue
			}
			if r, err := strconv.Atoi(m.Value("rank")); err == nil {
				c.Rank = r
			}
			for _, w := range m.List() {
				path, word := pkg.Path(), w.Text
				if alias, rest, dotted := strings.Cut(word, "."); dotted {
					word = rest
					for _, imp := range f.Syntax.Imports {
						p, err := strconv.Unquote(imp.Path.Value)
						if err == nil && (imp.Name != nil && imp.Name.Name == alias || imp.Name == nil && tm.pkg.ImportNames[p] == alias) {
							path = p
						}
					}
				}
				c.Provides = append(c.Provides, model.ContractRef{Name: rs.index.route(path, word), Type: model.TypeRef{PkgPath: path, Name: word, Expr: "{" + path + "}." + word}})
			}
		}
	}
	return c
}

// services names what of the runtime's interfaces for providers a provider implements.
func services(named *types.Named) []string {
	rt := runtimeOf(named.Obj().Pkg(), map[*types.Package]bool{})
	if rt == nil {
		return nil
	}
	var out []string
	for _, name := range []string{"ConfigBackend", "ConfigAdmin", "Logger"} {
		obj, _ := rt.Scope().Lookup(name).(*types.TypeName)
		if obj == nil {
			continue
		}
		if i, ok := obj.Type().Underlying().(*types.Interface); ok && types.Implements(types.NewPointer(named), i) {
			out = append(out, name)
		}
	}
	return out
}

// runtimeOf finds package sig among what p imports.
func runtimeOf(p *types.Package, seen map[*types.Package]bool) *types.Package {
	if p.Path() == load.RuntimePath {
		return p
	}
	if seen[p] {
		return nil
	}
	seen[p] = true
	for _, imp := range p.Imports() {
		if imp.Path() == load.RuntimePath {
			return imp
		}
	}
	for _, imp := range p.Imports() {
		if rt := runtimeOf(imp, seen); rt != nil {
			return rt
		}
	}
	return nil
}

// typeExpr is how model.TypeRef.Expr writes t.
func typeExpr(t types.Type) string {
	if n, ok := types.Unalias(t).(*types.Named); ok {
		t = n
	}
	return types.TypeString(t, func(pkg *types.Package) string { return "{" + publicPath(pkg.Path()) + "}" })
}

func typeName(t types.Type) string {
	if obj, _ := nameOf(types.Unalias(t)); obj != nil {
		return obj.Name()
	}
	return ""
}
