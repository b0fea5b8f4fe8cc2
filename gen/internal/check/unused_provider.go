package check

import (
	"fmt"
	"slices"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeUnusedProvider = "SIG607"

// unusedProviders: a provider is there to be asked. One that opens handles which no
// component of the program has runs for nothing.
func unusedProviders(s *supply) []diag.Diagnostic {
	if s.main.Opaque || slices.ContainsFunc(s.main.Others, func(c *model.Component) bool { return c.Scope != model.ScopeProvider }) {
		return nil // what those require is not known
	}
	asked := map[string]bool{}
	for _, c := range s.resolved {
		for _, f := range c.Fields {
			asked[f.Type.Expr] = true
			asked[f.Contract.Type.Expr] = true
		}
	}
	var ds []diag.Diagnostic
	for _, c := range s.resolved {
		// What the kernel or the host asks for is no field of a component.
		if c.Scope != model.ScopeProvider || len(c.Handles) == 0 || len(c.Services) > 0 || c.Own != nil || len(c.Provides) > 0 {
			continue
		}
		used := false
		for _, h := range c.Handles {
			used = used || asked[h.Expr]
		}
		if used {
			continue
		}
		ds = append(ds, diag.Diagnostic{Pos: c.Pos, Code: codeUnusedProvider, Severity: diag.Warning,
			Text:    fmt.Sprintf("provider %s opens %s, which no component of this program requires", c.Name, typeText(c.Handles[0])),
			Related: related(s.main.Pos, "the program"),
			Hint:    "take its factory out of Discover, or require the handle"})
	}
	return ds
}
