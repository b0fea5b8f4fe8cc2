package check

import (
	"fmt"
	"regexp"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeSettingsName = "SIG244"

// pathGrammar is what configuration paths are made of, as their provider reads them.
var pathGrammar = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,62}(\.[a-z0-9][a-z0-9_-]{0,62})*$`)

// settingsNames: a key that no configuration path can have keeps its default for good.
func settingsNames(p *model.Package) []diag.Diagnostic {
	types := map[string]*model.Type{}
	for _, t := range p.Types {
		types[t.Type.Expr] = t
	}
	var ds []diag.Diagnostic
	for _, c := range p.Configs {
		for _, u := range keysOf(types, c.Type.Expr, c.Prefix, 0) {
			if m := u.member; !pathGrammar.MatchString(m.Name) {
				ds = append(ds, diag.Diagnostic{Pos: m.Pos, Code: codeSettingsName, Severity: diag.Warning,
					Text: fmt.Sprintf("settings field %s has the key %q, which nobody can set", m.GoName, m.Name),
					Hint: "give it a json tag of lower case letters, digits, hyphens and underscores"})
			}
		}
	}
	return ds
}
