package resolve

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// mains finds the programs among the loaded packages, and which factories each can reach.
func (rs *resolver) mains() {
	annotated := map[string]bool{}
	for _, p := range rs.prog.Packages {
		annotated[p.Path] = true
	}
	for _, lp := range rs.res.Packages {
		if lp.Name != "main" || lp.Types == nil || !declaresMain(lp) {
			continue
		}
		m := model.Main{PkgPath: lp.Path, Pos: rs.pos(lp.Files[0].Syntax.Name.Pos())}
		seen := map[*load.Package]bool{}
		var visit func(p *load.Package)
		visit = func(p *load.Package) {
			if seen[p] {
				return
			}
			seen[p] = true
			if annotated[p.Path] {
				m.Imports = append(m.Imports, p.Path)
			}
			m.Discovered = append(m.Discovered, rs.factories(p)...)
			for _, imp := range p.Imports {
				visit(imp)
			}
		}
		visit(lp)
		slices.Sort(m.Imports)
		slices.Sort(m.Discovered)
		m.Discovered = slices.Compact(m.Discovered)
		rs.prog.Mains = append(rs.prog.Mains, m)
	}
}

func declaresMain(lp *load.Package) bool {
	_, ok := lp.Types.Scope().Lookup("main").(*types.Func)
	return ok
}

// factories are the values of type sig.Factory that handwritten code of p refers
// to, and all factories of a package whose wire set it refers to.
func (rs *resolver) factories(p *load.Package) []string {
	var out []string
	if p.Info == nil {
		return nil
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
			if v, ok := obj.(*types.Var); ok {
				if name, _ := sigName(v.Type()); name == "Factory" {
					out = append(out, obj.Pkg().Path()+"."+obj.Name())
				}
			}
			if pr, ok := rs.index.predicted(obj); ok && pr.Kind == load.PredictedMount {
				out = append(out, rs.factoriesOf(obj.Pkg().Path())...)
			}
		}
	}
	return out
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
