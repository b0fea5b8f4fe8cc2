package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// foreignNames: a kernel refuses a component name or a route that it has already, also
// where the one that has it comes from a package that nobody named: of another module of
// the workspace, or of a library. The edit is on this side.
func foreignNames(s *supply) []diag.Diagnostic {
	named := map[string]*model.Component{}
	routed := map[string]*model.Component{}
	types := map[string]string{} // of routes, what the contract is
	for _, o := range s.main.Others {
		named[o.Name] = o
		for _, r := range o.Provides {
			routed[r.Name], types[r.Name] = o, r.Type.Expr
		}
	}
	var ds []diag.Diagnostic
	for _, c := range s.resolved {
		if o := named[c.Name]; o != nil && c.Name != "" {
			ds = append(ds, diag.Diagnostic{
				Pos: c.Pos, Code: codeDuplicateComponent,
				Text:    fmt.Sprintf("component name %q is already used by %s of %s", c.Name, o.Type.Name, o.Type.PkgPath),
				Related: related(o.Pos, "first used here"),
				Hint:    "give this one another name= in its //sig:component line",
			})
		}
	}
	for _, c := range contracts(s.program) {
		if o := routed[c.Name]; o != nil && c.Name != "" && types[c.Name] != c.Type.Expr {
			ds = append(ds, diag.Diagnostic{
				Pos: c.Pos, Code: codeRouteClash,
				Text:    fmt.Sprintf("route %q of %s is already the route of a contract that %s of %s provides", c.Name, describe(c), o.Type.Name, o.Type.PkgPath),
				Related: related(o.Pos, "provided here"),
				Hint:    "give this one another name=",
			})
		}
	}
	return ds
}
