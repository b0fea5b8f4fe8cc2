package check

import (
	"fmt"
	"slices"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeUnprovided = "SIG602"

// unprovided: a requirement that no component satisfies keeps its component
// waiting for ever. Without a main among the packages it may still come from elsewhere.
func unprovided(p *model.Program) []diag.Diagnostic {
	provided, declared := map[string]bool{}, map[string]bool{}
	for _, pkg := range p.Packages {
		for _, c := range packageContracts(pkg) {
			declared[c.Type.Expr] = true
		}
		for _, c := range pkg.Components {
			if c.Own != nil {
				provided[c.Own.Type.Expr] = true
			}
			for _, r := range c.Provides {
				provided[r.Type.Expr] = true
			}
		}
	}
	var ds []diag.Diagnostic
	for _, pkg := range p.Packages {
		inMain := slices.ContainsFunc(p.Mains, func(m model.Main) bool { return slices.Contains(m.Imports, pkg.Path) })
		for _, c := range pkg.Components {
			for _, f := range c.Fields {
				if f.Contract.Name == "" || f.Optional || f.Kind == model.FieldList || f.Kind == model.FieldMap {
					continue
				}
				if provided[f.Contract.Type.Expr] || !declared[f.Contract.Type.Expr] {
					continue
				}
				d := diag.Diagnostic{Pos: f.Pos, Code: codeUnprovided, Severity: diag.Warning,
					Text:    fmt.Sprintf("component %s requires contract %s, which no component provides", c.Name, f.Contract.Type.Name),
					Related: related(c.Pos, "the component"),
					Hint:    "write //sig:provides " + f.Contract.Type.Name + " on a component, or add ,optional to the tag"}
				if inMain {
					d.Severity = diag.Error
				}
				ds = append(ds, d)
			}
		}
	}
	return ds
}
