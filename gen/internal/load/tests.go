package load

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// testIdents reads what the package's own tests declare: generated names must
// not clash with those either. All build constraints count as satisfied, and
// what does not parse declares nothing.
func (l *loader) testIdents(p *Package) {
	entries, err := os.ReadDir(p.Dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		name := filepath.Join(p.Dir, e.Name())
		src, err := readFile(l.cfg.Overlay, name)
		if err != nil {
			continue
		}
		syn, err := parser.ParseFile(l.res.Fset, name, src, parser.SkipObjectResolution)
		if err != nil || syn.Name.Name != p.Name {
			continue
		}
		if p.TestIdents == nil {
			p.TestIdents = map[string]token.Pos{}
		}
		for _, d := range syn.Decls {
			declared(d, func(id *ast.Ident) { p.TestIdents[id.Name] = id.Pos() })
		}
	}
}

// declared calls f for every package level identifier of d, methods aside.
func declared(d ast.Decl, f func(id *ast.Ident)) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			f(d.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				f(s.Name)
			case *ast.ValueSpec:
				for _, id := range s.Names {
					f(id)
				}
			}
		}
	}
}
