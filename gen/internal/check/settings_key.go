package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeSettingsKey = "SIG601"

// settingsKeys: a key has one type, whoever reads it.
func settingsKeys(p *model.Program) []diag.Diagnostic {
	type use struct {
		owner  string
		member *model.Member
	}
	var ds []diag.Diagnostic
	first := map[string]use{}
	for _, pkg := range p.Packages {
		for _, c := range pkg.Configs {
			for _, t := range pkg.Types {
				if t.Type.Expr != c.Type.Expr {
					continue
				}
				for _, m := range t.Members {
					key := c.Prefix + "." + m.Name
					prev, ok := first[key]
					if !ok {
						first[key] = use{c.Type.Name, m}
						continue
					}
					if prev.member.Ref.Type.Expr == m.Ref.Type.Expr {
						continue
					}
					ds = append(ds, diag.Diagnostic{Pos: m.Pos, Code: codeSettingsKey,
						Text:    fmt.Sprintf("settings key %q is a %s here and a %s in %s", key, typeWord(m), typeWord(prev.member), prev.owner),
						Related: related(prev.member.Pos, "declared first here"), Hint: "use one type, or another prefix="})
				}
			}
		}
	}
	return ds
}

func typeWord(m *model.Member) string {
	if m.Ref.Type.Name != "" {
		return m.Ref.Type.Name
	}
	return m.Ref.Type.Expr
}
