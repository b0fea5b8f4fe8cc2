package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeAdminClient = "SIG501"

// adminClients: scope=admin is the only way across tenants, and it is declared in the source.
func adminClients(p *model.Package) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, c := range p.Components {
		if c.Scope == model.ScopeAdmin {
			continue
		}
		for _, f := range c.Fields {
			if f.Kind == model.FieldAdminClient {
				ds = append(ds, diag.Diagnostic{Pos: f.Pos, Code: codeAdminClient,
					Text:    fmt.Sprintf("%s requires the admin client of %s, but component %s has scope=%s", f.GoName, f.Contract.Type.Name, c.Name, c.Scope),
					Related: related(c.Pos, "the component"),
					Hint:    "use " + f.Contract.Type.Name + "Client, which stays within its tenant; what has to cross tenants is a component with scope=admin"})
			}
		}
	}
	return ds
}
