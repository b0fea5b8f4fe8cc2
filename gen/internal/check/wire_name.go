package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeWireName = "SIG249"

// wireNames: in a module that uses google/wire, every package with components gets a wire set under fixed names.
func wireNames(p *model.Program) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, pkg := range p.Packages {
		if !pkg.WireUsed || len(pkg.Components) == 0 {
			continue
		}
		for _, name := range []string{"Mounted", "Mount", "MountSet"} {
			if pos, taken := pkg.ScopePos[name]; taken {
				ds = append(ds, diag.Diagnostic{Pos: pos, Code: codeWireName,
					Text: fmt.Sprintf("%s is declared here, but sigen generates it for google/wire, which this module requires", name),
					Hint: "give it another name"})
			}
		}
	}
	return ds
}
