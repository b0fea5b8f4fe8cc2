package check

import (
	"fmt"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeReservedSettings = "SIG245"

// reservedSettings: what lies below "sig" in a tenant's settings are limits that the kernel holds it to.
func reservedSettings(p *model.Package) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, c := range p.Configs {
		if c.Prefix == "sig" || strings.HasPrefix(c.Prefix, "sig.") {
			ds = append(ds, diag.Diagnostic{Pos: c.Pos, Code: codeReservedSettings,
				Text: fmt.Sprintf("settings of %s have the prefix %q, below which the kernel keeps limits and weights of tenants", c.Type.Name, c.Prefix),
				Hint: "give them another prefix="})
		}
	}
	return ds
}
