package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeDuplicateRunnable = "SIG204"

// duplicateRunnables: within a route, a runnable is found by its name.
func duplicateRunnables(p *model.Package) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, c := range packageContracts(p) {
		first := map[string]*model.Method{}
		for _, m := range c.Methods {
			prev := first[m.Name]
			if prev == nil {
				first[m.Name] = m
				continue
			}
			ds = append(ds, diag.Diagnostic{
				Pos: m.Pos, Code: codeDuplicateRunnable,
				Text:    fmt.Sprintf("runnable name %q is already used by %s.%s", m.Name, c.Type.Name, prev.GoName),
				Related: related(prev.Pos, "first used here"),
				Hint:    "give one of them another name= in its //sig:runnable line",
			})
		}
	}
	return ds
}
