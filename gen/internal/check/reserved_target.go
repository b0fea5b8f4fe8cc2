package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeReservedTarget = "SIG241"

// reservedTargets: target is part of the envelope, never of what a caller sends inside.
func reservedTargets(p *model.Package) []diag.Diagnostic {
	var ds []diag.Diagnostic
	types := map[string]*model.Type{}
	for _, t := range p.Types {
		types[t.Type.Expr] = t
	}
	for _, c := range packageContracts(p) {
		for _, m := range c.Methods {
			if m.Params == nil || types[m.Params.Struct] == nil {
				continue
			}
			for _, member := range types[m.Params.Struct].Members {
				if member.Name == "target" {
					ds = append(ds, diag.Diagnostic{Pos: member.Pos, Code: codeReservedTarget,
						Text:    fmt.Sprintf("params field %s has the name \"target\", which says for which tenant a call is", member.GoName),
						Related: related(m.Pos, "params of "+m.GoName), Hint: "give it another name in its json tag"})
				}
			}
		}
	}
	return ds
}
