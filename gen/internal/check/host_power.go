package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeHostPower = "SIG503"

// hostPowers: a package with components for tenants refers to no kernel, itself or through what it imports.
func hostPowers(p *model.Package) []diag.Diagnostic {
	if p.Name == "main" {
		return nil
	}
	var bound *model.Component
	for _, c := range p.Components {
		if c.Scope == model.ScopeTenant || c.Scope == model.ScopeShared {
			bound = c
			break
		}
	}
	if bound == nil {
		return nil
	}
	var ds []diag.Diagnostic
	for _, w := range p.Powers {
		d := diag.Diagnostic{Pos: w.Pos, Code: codeHostPower,
			Text:    fmt.Sprintf("sig.%s is for host code, but this package declares component %s with scope=%s", w.Name, bound.Name, bound.Scope),
			Related: related(bound.Pos, "the component"), Hint: "move host code to package main, or to a package that no component imports"}
		if w.Via != "" {
			d.Pos = w.Import
			d.Text = fmt.Sprintf("package %s, which declares component %s with scope=%s, imports sig.%s through %s", p.Name, bound.Name, bound.Scope, w.Name, w.Via)
			d.Related = append(related(w.Pos, "sig."+w.Name+" is used here"), d.Related...)
		}
		ds = append(ds, d)
	}
	return ds
}
