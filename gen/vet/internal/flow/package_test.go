package flow_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/flow"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// A package on which the analysis fails, and one that is too large, still has its components: one that
// nobody mentions looks as if there were nothing to prove.
func TestUnread(t *testing.T) {
	const src = `package c

// C is one.
//
//sig:component name=c scope=shared
type C struct{ s string }

func (c *C) Do(s string) { c.s = s }
`
	for name, tc := range map[string]struct {
		src  string
		prog func(*token.FileSet) *ssa.Program
		want string
	}{
		"fails":     {src, func(fset *token.FileSet) *ssa.Program { return ssa.NewProgram(fset, 0) }, "failed"}, // a program without the package
		"too large": {src + "// " + strings.Repeat("x", 3<<20), func(*token.FileSet) *ssa.Program { return nil }, "too large"},
	} {
		t.Run(name, func(t *testing.T) {
			out := analyze(t, tc.src, tc.prog, nil)
			if len(out.Components) != 1 || out.Components[0].Name != "c" || out.Components[0].Scope != "shared" {
				t.Errorf("components: %v", out.Components)
			}
			if !out.Unread || len(out.Syntax) != 1 || out.Syntax[0].Verdict != facts.Undecided || !strings.Contains(out.Syntax[0].Text, tc.want) {
				t.Errorf("effects: %v", out.Syntax)
			}
		})
	}
}

// A package may have values of an import that was not analysed without calling any function of it.
func TestUnreadImport(t *testing.T) {
	for _, unread := range []bool{true, false} {
		out := analyze(t, "package c\n\nimport _ \"w\"\n", nil, &facts.Package{Path: "w", Unread: unread})
		if got := len(out.Syntax) == 1 && out.Syntax[0].Object == "w"; got != unread {
			t.Errorf("unread %v: effects %v", unread, out.Syntax)
		}
	}
}

type oneImport struct{}

func (oneImport) Import(path string) (*types.Package, error) {
	p := types.NewPackage(path, path)
	p.MarkComplete()
	return p, nil
}

// analyze gives the facts of a package that may import w.
func analyze(t *testing.T, src string, prog func(*token.FileSet) *ssa.Program, w *facts.Package) *facts.Package {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "c.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{}, Instances: map[*ast.Ident]types.Instance{}}
	p, err := (&types.Config{Importer: oneImport{}}).Check("c", fset, []*ast.File{f}, info)
	if err != nil {
		t.Fatal(err)
	}
	in := flow.Input{Fset: fset, Files: []*ast.File{f}, Pkg: p, Info: info, Std: std.Load(), Benign: func(string) bool { return false }, Import: func(path string) *facts.Package {
		if path == "w" {
			return w
		}
		return nil
	}}
	if prog != nil {
		in.SSA = prog(fset)
	}
	return flow.Analyze(in)
}
