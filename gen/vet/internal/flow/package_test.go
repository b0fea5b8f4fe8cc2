package flow_test

import (
	"go/ast"
	"go/importer"
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
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, "c.go", tc.src, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			info := &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{}}
			p, err := (&types.Config{Importer: importer.Default()}).Check("c", fset, []*ast.File{f}, info)
			if err != nil {
				t.Fatal(err)
			}
			out := flow.Analyze(flow.Input{Fset: fset, Files: []*ast.File{f}, Pkg: p, Info: info, Std: std.Load(), SSA: tc.prog(fset),
				Import: func(string) *facts.Package { return nil }, Benign: func(string) bool { return false }})
			if len(out.Components) != 1 || out.Components[0].Name != "c" || out.Components[0].Scope != "shared" {
				t.Errorf("components: %v", out.Components)
			}
			if len(out.Syntax) != 1 || out.Syntax[0].Verdict != facts.Undecided || !strings.Contains(out.Syntax[0].Text, tc.want) {
				t.Errorf("effects: %v", out.Syntax)
			}
		})
	}
}
