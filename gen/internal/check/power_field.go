package check

import (
	"fmt"
	"slices"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codePowerField = "SIG502"

// powerTypes are what could mint or reach more than the one scope of an instance.
var powerTypes = []string{"Kernel", "Bus", "Scoped", "ConfigAdmin", "Factory"}

// powerFields: a handle is the permission, so a component for a tenant holds nothing that makes handles or has no scope.
func powerFields(p *model.Package) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, c := range p.Components {
		if c.Scope != model.ScopeTenant && c.Scope != model.ScopeShared {
			continue
		}
		for _, id := range c.Idents {
			if id.Field && slices.Contains(powerTypes, id.Runtime) {
				ds = append(ds, diag.Diagnostic{Pos: id.Pos, Code: codePowerField,
					Text:    fmt.Sprintf("component %s with scope=%s has the field %s of type sig.%s, which is not bound to its scope", c.Name, c.Scope, id.Name, id.Runtime),
					Related: related(c.Pos, "the component"), Hint: powerHint(id.Runtime)})
			}
		}
	}
	return ds
}

func powerHint(name string) string {
	switch name {
	case "Scoped":
		return "require the handle itself; its provider is a component with scope=provider"
	case "ConfigAdmin":
		return "require sig.Settings[T] or sig.Config; only a component with scope=admin changes configuration"
	}
	return "call other components through their clients"
}
