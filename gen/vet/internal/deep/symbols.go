package deep

import (
	"go/ast"
	"go/types"
	"os"
	"regexp"
	"strings"

	"golang.org/x/tools/go/packages"
)

// symbols taints what packages outside of the standard library name by the linker's name: in
// linkname directives and in assembly. A variable that another package names so is
// written by nobody whom the analysis of its own package could see.
func (t *taint) symbols(loaded []*packages.Package) {
	byPath := map[string]*packages.Package{}
	packages.Visit(loaded, nil, func(p *packages.Package) { byPath[p.PkgPath] = p })
	for _, p := range byPath {
		if t.std(p.PkgPath) {
			continue
		}
		for _, file := range p.Syntax {
			for _, g := range file.Comments {
				for _, c := range g.List {
					t.directive(p, byPath, c.Text)
				}
			}
		}
		for _, name := range p.OtherFiles {
			if strings.HasSuffix(name, ".s") {
				t.assembly(p, byPath, name)
			}
		}
	}
}

// directive looks at one comment: "//go:linkname local", "//go:linkname local path.name".
func (t *taint) directive(p *packages.Package, byPath map[string]*packages.Package, text string) {
	fields := strings.Fields(text)
	if len(fields) < 2 || fields[0] != "//go:linkname" {
		return
	}
	t.object(p.Types.Scope().Lookup(fields[1]))
	t.method(p, fields[1])
	if len(fields) < 3 {
		return
	}
	if i := strings.LastIndex(fields[2], "."); i > 0 {
		t.foreign(p, byPath[fields[2][:i]], fields[2][i+1:])
	}
}

var symbol = regexp.MustCompile(`([^\s,()$*]*)·(\w+)`)

// assembly looks at the variables that a file names: name of the package itself, path∕of·name of another.
func (t *taint) assembly(p *packages.Package, byPath map[string]*packages.Package, name string) {
	text, err := os.ReadFile(name)
	if err != nil {
		return // the package would not compile
	}
	for _, m := range symbol.FindAllStringSubmatch(string(text), -1) {
		of := p
		if m[1] != "" {
			of = byPath[strings.ReplaceAll(strings.ReplaceAll(m[1], "∕", "/"), "·", ".")]
		}
		t.foreign(p, of, m[2])
	}
}

// foreign is a name of package of, as package p uses it.
func (t *taint) foreign(p, of *packages.Package, name string) {
	if of == nil {
		return
	}
	o := of.Types.Scope().Lookup(name)
	t.object(o)
	if v, ok := o.(*types.Var); ok && of != p {
		t.linked[of.PkgPath+"."+v.Name()] = p.PkgPath
	}
}

// object taints what a variable leads to, and what goes into and comes out of a function.
func (t *taint) object(o types.Object) {
	if o == nil {
		return
	}
	s, ok := o.Type().(*types.Signature)
	if !ok {
		t.walk(o.Type(), whole)
		return
	}
	for v := range s.Params().Variables() {
		t.walk(v.Type(), whole)
	}
	for v := range s.Results().Variables() {
		t.walk(v.Type(), whole)
	}
}

// method is object for the name of a method, T.m or (*T).m.
func (t *taint) method(p *packages.Package, name string) {
	recv, method, ok := strings.Cut(strings.NewReplacer("(*", "", ")", "").Replace(name), ".")
	if !ok {
		return
	}
	for _, file := range p.Syntax {
		for _, d := range file.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Recv != nil && fd.Name.Name == method {
				if o, ok := p.TypesInfo.Defs[fd.Name].(*types.Func); ok {
					if n := namedOf(o.Signature().Recv().Type()); n != nil && n.Obj().Name() == recv {
						t.object(o)
					}
				}
			}
		}
	}
}
