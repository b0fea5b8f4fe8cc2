package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeSettingsKey = "SIG601"

// settingsKeys: a key has one type, whoever reads it.
func settingsKeys(p *model.Program) []diag.Diagnostic {
	var ds []diag.Diagnostic
	first := map[string]settingsUse{}
	for _, pkg := range p.Packages {
		types := map[string]*model.Type{}
		for _, t := range pkg.Types {
			types[t.Type.Expr] = t
		}
		for _, c := range pkg.Configs {
			for _, u := range keysOf(types, c.Type.Expr, c.Prefix, 0) {
				u.owner = c.Type.Name
				prev, ok := first[u.key]
				if !ok {
					first[u.key] = u
					continue
				}
				if prev.member.Ref.Type.Expr == u.member.Ref.Type.Expr {
					continue
				}
				ds = append(ds, diag.Diagnostic{Pos: u.member.Pos, Code: codeSettingsKey,
					Text:    fmt.Sprintf("settings key %q has type %s here and %s in %s", u.key, typeWord(u.member), typeWord(prev.member), prev.owner),
					Related: related(prev.member.Pos, "declared first here"), Hint: "use one type, or another prefix="})
			}
		}
	}
	return ds
}

// A settingsUse is one key of one settings struct.
type settingsUse struct {
	key, owner string
	member     *model.Member
}

// keysOf are the keys of a settings struct; those of a struct inside are dotted.
func keysOf(types map[string]*model.Type, expr, prefix string, depth int) []settingsUse {
	t := types[expr]
	if t == nil || depth > 100 {
		return nil
	}
	var out []settingsUse
	for _, m := range t.Members {
		key := prefix + "." + m.Name
		if m.Ref.Kind == model.KindStruct {
			out = append(out, keysOf(types, m.Ref.Struct, key, depth+1)...)
		} else {
			out = append(out, settingsUse{key: key, member: m})
		}
	}
	return out
}

func typeWord(m *model.Member) string {
	if m.Ref.Type.Name != "" {
		return m.Ref.Type.Name
	}
	return m.Ref.Type.Expr
}
