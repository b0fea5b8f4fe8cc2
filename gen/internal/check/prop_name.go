package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codePropName = "SIG242"

// propNames: a property is found by its key, and the key target names the tenant.
func propNames(p *model.Package) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, c := range p.Components {
		first := map[string]*model.Field{}
		for _, f := range c.Fields {
			if f.Kind != model.FieldProp {
				continue
			}
			prev := first[f.Prop.Name]
			switch {
			case f.Prop.Name == "target":
				ds = append(ds, diag.Diagnostic{Pos: f.Pos, Code: codePropName,
					Text: fmt.Sprintf("prop %s of %s has the key \"target\", which names the tenant of an instance", f.GoName, c.Type.Name), Hint: "rename the field"})
			case prev != nil:
				ds = append(ds, diag.Diagnostic{Pos: f.Pos, Code: codePropName,
					Text:    fmt.Sprintf("props %s and %s of %s have one key, %q", prev.GoName, f.GoName, c.Type.Name, f.Prop.Name),
					Related: related(prev.Pos, "the other one"), Hint: "rename one of the fields"})
			default:
				first[f.Prop.Name] = f
			}
		}
	}
	return ds
}
