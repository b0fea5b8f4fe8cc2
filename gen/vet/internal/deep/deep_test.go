package deep

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

const attacks = "../../../../testdata/vet/deep/attack"

// calls are the positions of the calls in the last statement of the runnable of each attack.
func calls(t *testing.T, dir string) []token.Position {
	t.Helper()
	fset := token.NewFileSet()
	file, err := filepath.Abs(filepath.Join(dir, "c.go"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(fset, file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []token.Position
	ast.Inspect(f, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			out = append(out, fset.Position(c.Lparen))
		}
		return true
	})
	return out
}

// misled reports whether one of the calls is said to lead to nothing but the harmless function.
func misled(p *Program, at []token.Position) bool {
	for _, pos := range at {
		cs := p.Callees(pos)
		if len(cs) == 1 && (strings.HasSuffix(cs[0].Name, ".upper") || strings.HasSuffix(cs[0].Name, "ood).code") || strings.HasSuffix(cs[0].Name, "ood).Code")) {
			return true
		}
	}
	return false
}

// TestTaint promises that the graph alone would be misled by these attacks, and that it is not
// asked where it would be.
func TestTaint(t *testing.T) {
	load := func(naive bool) *Program {
		p, err := Load(t.Context(), Config{Dir: attacks, Patterns: []string{"./..."}, Std: std.Load().Std, naive: naive})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	naive, guarded := load(true), load(false)
	entries, err := os.ReadDir(attacks)
	if err != nil {
		t.Fatal(err)
	}
	var fooled []string
	for _, e := range entries {
		at := calls(t, filepath.Join(attacks, e.Name()))
		if misled(naive, at) {
			fooled = append(fooled, e.Name())
		}
		if misled(guarded, at) && e.Name() != "linkname" { // which is answered by Linked
			t.Errorf("%s: the call is said to lead to the harmless function alone", e.Name())
		}
	}
	t.Logf("the graph alone is misled by %v", fooled)
	for _, must := range []string{"gob-registered", "make-func", "pointer-conversion", "reflect-field", "reflect-set", "struct-conversion", "template", "unsafe-store", "unsafe-struct"} {
		if !slices.Contains(fooled, must) {
			t.Errorf("%s does not mislead the graph alone: it shows nothing", must)
		}
	}
	if by := guarded.Linked["github.com/sigen-dev/sigen/testdata/vet/deep/attack/linkname.f"]; !strings.HasSuffix(by, "linkname/hook") {
		t.Errorf("the variable that linkname names is said to be named by %q", by)
	}
}

// TestBlind promises that cgo and plugins leave nothing resolved.
func TestBlind(t *testing.T) {
	none := func(string) bool { return false }
	for _, src := range []string{"package p\nimport \"C\"", "package p\nimport _ \"runtime/cgo\""} {
		f, err := parser.ParseFile(token.NewFileSet(), "p.go", src, 0)
		if err != nil {
			t.Fatal(err)
		}
		if blind([]*packages.Package{{PkgPath: "p", Syntax: []*ast.File{f}}}, none) == "" {
			t.Errorf("%q leaves the world closed", src)
		}
	}
	p := &packages.Package{PkgPath: "p", Imports: map[string]*packages.Package{"plugin": {PkgPath: "plugin"}}}
	if blind([]*packages.Package{p}, none) == "" {
		t.Error("a plugin leaves the world closed")
	}
	if why := blind([]*packages.Package{{PkgPath: "p"}}, none); why != "" {
		t.Errorf("a package that imports nothing makes the world open: %s", why)
	}
}
