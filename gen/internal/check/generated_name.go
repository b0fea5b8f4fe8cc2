package check

import (
	"fmt"
	"go/token"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeGeneratedName = "SIG205"

// generatedNames: what users call of the generated code has fixed names, so
// nothing handwritten may have them.
func generatedNames(p *model.Package) []diag.Diagnostic {
	var ds []diag.Diagnostic
	owner := map[string]string{}
	claim := func(name, of string, pos token.Position) {
		if hand, taken := p.ScopePos[name]; taken {
			ds = append(ds, diag.Diagnostic{
				Pos: hand, Code: codeGeneratedName, Text: fmt.Sprintf("%s is declared here, but sigen generates it for %s", name, of),
				Related: related(pos, of+" is declared here"), Hint: "give one of them another name",
			})
			return
		}
		if other, taken := owner[name]; taken && other != of {
			ds = append(ds, diag.Diagnostic{
				Pos: pos, Code: codeGeneratedName, Text: fmt.Sprintf("%s would be generated for both %s and %s", name, other, of),
				Hint: "give one of the types another name",
			})
			return
		}
		owner[name] = of
	}
	for _, c := range p.Components {
		n := c.Type.Name
		claim(n+"Factory", n, c.Pos)
		claim(n+"Props", n, c.Pos)
		claim("Instantiate"+n, n, c.Pos)
	}
	for _, c := range packageContracts(p) {
		n := c.Type.Name
		for _, name := range []string{n + "Client", n + "HostClient", n + "AdminClient", "New" + n + "Client", "New" + n + "ClientFor", "New" + n + "AdminClientFor"} {
			claim(name, n, c.Pos)
		}
		if c.Interface {
			claim(n+"Contract", n, c.Pos)
		}
	}
	for _, e := range p.Events {
		claim(e.Type.Name+"Event", e.Type.Name, e.Pos)
		claim("Subscribe"+e.Type.Name, e.Type.Name, e.Pos)
	}
	return ds
}
