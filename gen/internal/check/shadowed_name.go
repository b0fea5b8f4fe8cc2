package check

import (
	"fmt"
	"slices"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeShadowedName = "SIG206"

// instanceMethods are the methods of sig.Instance, which a field or method of the component would hide.
var instanceMethods = []string{"Name", "Target", "Log", "Go", "After", "Publish"}

// shadowedNames: what sig.Instance and the generated accessors offer has to stay in reach.
func shadowedNames(p *model.Package) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, c := range p.Components {
		accessors := map[string]*model.Computed{}
		for _, comp := range c.Computed {
			accessors[comp.Accessor] = comp
		}
		for _, id := range c.Idents {
			kind := "method"
			if id.Field {
				kind = "field"
			}
			if comp := accessors[id.Name]; comp != nil {
				ds = append(ds, diag.Diagnostic{Pos: id.Pos, Code: codeShadowedName,
					Text:    fmt.Sprintf("%s %s of %s has the name of the accessor that sigen generates for %s", kind, id.Name, c.Type.Name, comp.GoName),
					Related: related(comp.Pos, comp.GoName), Hint: "rename one of them"})
			}
			// A provider is asked for handles, by the kernel alone: its Log may be the one of sig.Logger.
			if slices.Contains(instanceMethods, id.Name) && c.Scope != model.ScopeProvider {
				ds = append(ds, diag.Diagnostic{Pos: id.Pos, Code: codeShadowedName,
					Text: fmt.Sprintf("%s %s of %s hides sig.Instance.%s", kind, id.Name, c.Type.Name, id.Name), Hint: "rename it"})
			}
		}
		for _, comp := range c.Computed {
			if slices.Contains(instanceMethods, comp.Accessor) {
				ds = append(ds, diag.Diagnostic{Pos: comp.Pos, Code: codeShadowedName,
					Text: fmt.Sprintf("the accessor %s() of %s would hide sig.Instance.%s", comp.Accessor, comp.GoName, comp.Accessor), Hint: "rename " + comp.GoName})
			}
		}
	}
	for _, c := range p.Contracts {
		for _, m := range c.Methods {
			if slices.Contains(instanceMethods, m.GoName) {
				ds = append(ds, diag.Diagnostic{Pos: m.Pos, Code: codeShadowedName,
					Text: fmt.Sprintf("runnable %s of contract %s has the name of a method of sig.Instance or of a client", m.GoName, c.Type.Name), Hint: "rename it"})
			}
		}
	}
	return ds
}
