package load

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/marker"
)

// testFiles calls f for every _test.go file in a package's folder that can be
// read. All build constraints count as satisfied.
func (l *loader) testFiles(p *Package, f func(name string, src []byte)) {
	entries, err := os.ReadDir(p.Dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		name := filepath.Join(p.Dir, e.Name())
		if src, err := readFile(l.cfg.Overlay, name); err == nil {
			f(name, src)
		}
	}
}

// testMarks reports the directives in a package's tests, which nothing would be
// generated for: generated code is part of the package, and tests are not. A
// directive that accepts a finding asks for nothing and may stand there.
func (l *loader) testMarks(p *Package) (ds []diag.Diagnostic) {
	l.testFiles(p, func(name string, src []byte) {
		if !bytes.Contains(src, []byte(marker.Prefix)) {
			return
		}
		syn, err := parser.ParseFile(l.res.Fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return // the tests will not compile either
		}
		for _, g := range syn.Comments {
			for _, c := range g.List {
				if !strings.HasPrefix(c.Text, marker.Prefix) {
					continue
				}
				d, _ := marker.Parse(c.Text)
				if _, known := marker.Lookup(d.Name); !known || d.Name == "trust" {
					continue
				}
				ds = append(ds, diag.Diagnostic{Pos: l.res.Fset.Position(c.Pos()), Code: codeMisplaced,
					Text: marker.Prefix + d.Name + " stands in a test, for which nothing is generated",
					Hint: "move the declaration to a file that is no test, of this package or of one for tests"})
			}
		}
	})
	return ds
}

// testIdents reads what the package's own tests declare: generated names must
// not clash with those either. What does not parse declares nothing.
func (l *loader) testIdents(p *Package) {
	l.testFiles(p, func(name string, src []byte) {
		syn, err := parser.ParseFile(l.res.Fset, name, src, parser.SkipObjectResolution)
		if err != nil || syn.Name.Name != p.Name {
			return
		}
		if p.TestIdents == nil {
			p.TestIdents = map[string]token.Pos{}
		}
		for _, d := range syn.Decls {
			declared(d, func(id *ast.Ident) { p.TestIdents[id.Name] = id.Pos() })
		}
	})
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
