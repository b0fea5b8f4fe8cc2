package resolve

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// hostOnly are what only a host may name: how a kernel is made, held and asked.
// Package abi as a whole is for generated code: by hand, it makes factories that say
// of themselves what they are.
var hostOnly = []string{"Kernel", "New", "Require"}

// powers lists where the package's handwritten code refers to what only a host
// may name: itself, or a package of a main module that it imports.
func (p *pkgResolver) powers() {
	for _, id := range p.powersIn(p.lp) {
		p.out.Powers = append(p.out.Powers, model.Power{Name: p.powerName(p.lp, id), Pos: p.pos(id.Pos())})
	}
	for _, f := range p.lp.Files {
		for _, spec := range f.Syntax.Imports {
			imp := p.lp.Imports[strings.Trim(spec.Path.Value, "`\"")]
			if imp == nil {
				continue
			}
			if from, id := p.reachesPower(imp, map[*load.Package]bool{}); id != nil {
				p.out.Powers = append(p.out.Powers, model.Power{Name: p.powerName(from, id), Via: from.Path, Pos: p.pos(id.Pos()), Import: p.pos(spec.Pos())})
			}
		}
	}
}

// powerName is how code writes what an identifier refers to: "sig.New", "abi.Attach".
func (rs *resolver) powerName(in *load.Package, id *ast.Ident) string {
	if publicPath(in.Info.Uses[id].Pkg().Path()) == load.RuntimePath {
		return "sig." + id.Name
	}
	return "abi." + id.Name
}

func (rs *resolver) reachesPower(p *load.Package, seen map[*load.Package]bool) (*load.Package, *ast.Ident) {
	if seen[p] || p.Path == load.RuntimePath || strings.HasPrefix(p.Path, load.RuntimePath+"/") {
		return nil, nil
	}
	seen[p] = true
	if ids := rs.powersIn(p); len(ids) > 0 {
		return p, ids[0]
	}
	paths := make([]string, 0, len(p.Imports))
	for path := range p.Imports {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for _, path := range paths {
		if from, id := rs.reachesPower(p.Imports[path], seen); id != nil {
			return from, id
		}
	}
	return nil, nil
}

// powersIn are the identifiers in the handwritten files of p that name what only a host may use.
func (rs *resolver) powersIn(p *load.Package) []*ast.Ident {
	if found, ok := rs.powerful[p]; ok {
		return found
	}
	var out []*ast.Ident
	if p.Info != nil {
		for id, obj := range p.Info.Uses {
			if obj.Pkg() == nil {
				continue
			}
			switch publicPath(obj.Pkg().Path()) {
			case load.RuntimePath:
				if !slices.Contains(hostOnly, obj.Name()) {
					continue
				}
			case load.RuntimePath + "/abi":
			default:
				continue
			}
			if obj.Parent() == obj.Pkg().Scope() && !rs.res.IsStub(id.Pos()) && !isMethodOf(obj) {
				out = append(out, id)
			}
		}
	}
	slices.SortFunc(out, func(a, b *ast.Ident) int { return int(a.Pos() - b.Pos()) })
	if rs.powerful == nil {
		rs.powerful = map[*load.Package][]*ast.Ident{}
	}
	rs.powerful[p] = out
	return out
}

func isMethodOf(obj types.Object) bool {
	sig, ok := obj.Type().(*types.Signature)
	return ok && sig.Recv() != nil
}
