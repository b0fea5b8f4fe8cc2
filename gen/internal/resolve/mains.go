package resolve

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// main is the program that lp is, with which factories it can reach; nil when it is none.
func (rs *resolver) main(lp *load.Package) *model.Main {
	if lp.Name != "main" || lp.Types == nil || !declaresMain(lp) {
		return nil
	}
	m := &model.Main{PkgPath: lp.Path, Pos: rs.pos(lp.Files[0].Syntax.Name.Pos())}
	found := map[string]*types.Package{}
	seen := map[*load.Package]bool{}
	var visit func(p *load.Package)
	visit = func(p *load.Package) {
		if seen[p] {
			return
		}
		seen[p] = true
		if rs.asked(p) {
			m.Imports = append(m.Imports, p.Path)
		}
		m.Opaque = rs.factories(p, found) || m.Opaque
		for _, imp := range p.Imports {
			visit(imp)
		}
	}
	visit(lp)
	slices.Sort(m.Imports)
	m.Discovered = slices.Sorted(maps.Keys(found))
	for _, factory := range m.Discovered {
		pkg := found[factory]
		if p := rs.res.Source(pkg.Path()); p != nil && rs.asked(p) {
			continue
		}
		c := rs.other(pkg, factory)
		if c == nil {
			m.Opaque = true
			continue
		}
		m.Others = append(m.Others, c)
	}
	return m
}

// asked reports whether p is a package of the model: one that the patterns name, with directives or what was left of some.
func (rs *resolver) asked(p *load.Package) bool {
	return rs.res.Named(p) && (p.Annotated() || len(p.Outputs) > 0)
}

func declaresMain(lp *load.Package) bool {
	_, ok := lp.Types.Scope().Lookup("main").(*types.Func)
	return ok
}

// factories puts into found the values of type sig.Factory that handwritten code of p refers
// to, and all factories of a package whose wire set it refers to, each by its
// path and name. It reports whether p takes factories from somewhere else besides.
func (rs *resolver) factories(p *load.Package, found map[string]*types.Package) (opaque bool) {
	if p.Info == nil {
		return false
	}
	for _, f := range p.Files {
		for n := range ast.Preorder(f.Syntax) {
			id, ok := n.(*ast.Ident)
			if !ok {
				continue
			}
			obj := p.Info.Uses[id]
			if obj == nil || obj.Pkg() == nil || obj.Parent() != obj.Pkg().Scope() {
				continue
			}
			pr, predicted := rs.index.predicted(obj)
			switch {
			case predicted && pr.Kind == load.PredictedMount:
				for _, name := range rs.factoriesOf(obj.Pkg().Path()) {
					found[name] = obj.Pkg()
				}
			case isFactory(obj):
				found[obj.Pkg().Path()+"."+obj.Name()] = obj.Pkg()
			case rs.res.Source(obj.Pkg().Path()) == nil && publicPath(obj.Pkg().Path()) != load.RuntimePath && yieldsFactories(obj):
				opaque = true
			}
		}
	}
	return opaque
}

func isFactory(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	if !ok {
		return false
	}
	name, _ := sigName(v.Type())
	return name == "Factory"
}

// yieldsFactories reports whether obj holds several factories or returns some.
func yieldsFactories(obj types.Object) bool {
	holds := func(t types.Type) bool {
		switch u := types.Unalias(t).Underlying().(type) {
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		}
		name, _ := sigName(t)
		return name == "Factory"
	}
	switch obj := obj.(type) {
	case *types.Var:
		return holds(obj.Type())
	case *types.Func:
		for r := range obj.Signature().Results().Variables() {
			if holds(r.Type()) {
				return true
			}
		}
	}
	return false
}

func (rs *resolver) factoriesOf(path string) []string {
	p := rs.res.Source(path)
	if p == nil {
		p = rs.res.External(path)
	}
	var out []string
	if p != nil {
		for name, pr := range p.Predicted {
			if pr.Kind == load.PredictedFactory {
				out = append(out, path+"."+name)
			}
		}
	}
	return out
}
