package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeScopeViolation = "SIG605"

// scopeViolations: who exists for one tenant does not reach who may cross tenants, and
// what outlives every tenant does not hold what is one tenant's.
func scopeViolations(s *supply) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, c := range s.resolved {
		for _, f := range c.Fields {
			if f.Contract.Name == "" || f.Kind == model.FieldAdminClient {
				continue
			}
			found := s.providers[f.Contract.Type.Expr]
			if len(found) == 0 {
				continue
			}
			allowed, why, hint := reach(c.Scope, f.Kind)
			if allowed == nil {
				continue
			}
			var bad *model.Component
			for _, p := range found {
				if allowed[p.Scope] {
					bad = nil
					break
				}
				bad = p
			}
			if bad == nil {
				continue
			}
			ds = append(ds, diag.Diagnostic{Pos: f.Pos, Code: codeScopeViolation,
				Text:    fmt.Sprintf("%s component %s requires contract %s, which only the %s component %s provides: %s", c.Scope, c.Name, f.Contract.Type.Name, bad.Scope, bad.Name, why),
				Related: related(bad.Pos, "the "+string(bad.Scope)+" component"),
				Hint:    hint})
		}
	}
	return ds
}

// reach says whose contracts a field of a component of that scope can be filled with; nil for no rule.
func reach(scope model.ScopeKind, kind model.FieldKind) (allowed map[model.ScopeKind]bool, why, hint string) {
	switch scope {
	case model.ScopeTenant:
		return map[model.ScopeKind]bool{model.ScopeTenant: true, model.ScopeShared: true},
			"a tenant reaches its own components and shared ones", "let the admin component call this one, or provide the contract by a shared component"
	case model.ScopeShared:
		if kind == model.FieldList || kind == model.FieldMap {
			return map[model.ScopeKind]bool{model.ScopeShared: true},
				"a list or map is filled once, and tenants come and go", "require the client, which calls the instance of its caller's tenant"
		}
		return map[model.ScopeKind]bool{model.ScopeTenant: true, model.ScopeShared: true},
			"a shared component acts as its caller, who is a tenant", "let the admin component call this one"
	}
	return nil, "", ""
}
