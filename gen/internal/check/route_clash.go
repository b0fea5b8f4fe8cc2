package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeRouteClash = "SIG202"

// routeClashes: a route leads to one contract. Components of one contract share
// its route; two contracts, or a contract and a component's own runnables, cannot.
func routeClashes(p *model.Program) []diag.Diagnostic {
	var ds []diag.Diagnostic
	first := map[string]*model.Contract{}
	for _, c := range contracts(p) {
		prev := first[c.Name]
		if prev == nil {
			first[c.Name] = c
			continue
		}
		if !c.Interface && !prev.Interface {
			continue // two components of one name: SIG201 says it better
		}
		ds = append(ds, diag.Diagnostic{
			Pos: c.Pos, Code: codeRouteClash,
			Text:    fmt.Sprintf("route %q of %s is already the route of %s", c.Name, describe(c), describe(prev)),
			Related: related(prev.Pos, "first used here"),
			Hint:    "give one of them another name=",
		})
	}
	return ds
}

func describe(c *model.Contract) string {
	if c.Interface {
		return "contract " + c.Type.Name
	}
	return "component " + c.Type.Name
}
