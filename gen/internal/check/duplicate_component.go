package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeDuplicateComponent = "SIG201"

// duplicateComponents: a component is found by its name alone.
func duplicateComponents(p *model.Program) []diag.Diagnostic {
	var ds []diag.Diagnostic
	first := map[string]*model.Component{}
	for _, c := range components(p) {
		prev := first[c.Name]
		if prev == nil || c.Name == "" {
			first[c.Name] = c
			continue
		}
		ds = append(ds, diag.Diagnostic{
			Pos: c.Pos, Code: codeDuplicateComponent,
			Text:    fmt.Sprintf("component name %q is already used by %s", c.Name, prev.Type.Name),
			Related: related(prev.Pos, "first used here"),
			Hint:    "give one of them another name= in its //sig:component line",
		})
	}
	return ds
}
