package benign

import (
	"go/ast"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// TestCallsAreNamed promises that whoever reviewed a package named each method that it calls by an interface of
// its own: one that is left out would run and not be looked at.
func TestCallsAreNamed(t *testing.T) {
	owners := map[string]*Module{}
	var paths []string
	for _, m := range Load() {
		for path := range m.Packages {
			owners[path] = m
			paths = append(paths, path)
		}
	}
	loaded, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedImports}, paths...)
	if err != nil {
		t.Fatal(err)
	}
	methods := 0
	for _, p := range loaded {
		named := map[string]bool{}
		for _, n := range owners[p.PkgPath].Calls {
			named[n] = true
		}
		for _, file := range p.Syntax {
			for name := range interfaceMethods(file) {
				methods++
				if !named[name] && !std.Load().Methods[name] {
					t.Errorf("%s calls %s by an interface, and its module's entry does not say so", p.PkgPath, name)
				}
			}
		}
	}
	if methods < 20 {
		t.Fatalf("only %d methods in %d packages", methods, len(loaded))
	}
}

// interfaceMethods are the exported methods of the interfaces in a file, those without a name too.
func interfaceMethods(file *ast.File) map[string]bool {
	names := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		it, ok := n.(*ast.InterfaceType)
		if !ok {
			return true
		}
		for _, m := range it.Methods.List {
			for _, name := range m.Names {
				if name.IsExported() {
					names[name.Name] = true
				}
			}
		}
		return true
	})
	return names
}
