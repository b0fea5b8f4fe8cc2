package check

import (
	"fmt"
	"strings"

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
			Text:    fmt.Sprintf("%s is for %s code, but this package declares component %s with scope=%s", w.Name, whose(w.Name), bound.Name, bound.Scope),
			Related: related(bound.Pos, "the component"), Hint: hint(w.Name)}
		if w.Via != "" {
			d.Pos = w.Import
			d.Text = fmt.Sprintf("package %s, which declares component %s with scope=%s, imports %s through %s", p.Name, bound.Name, bound.Scope, w.Name, w.Via)
			d.Related = append(related(w.Pos, w.Name+" is used here"), d.Related...)
		}
		ds = append(ds, d)
	}
	return ds
}

func whose(power string) string {
	if strings.HasPrefix(power, "abi.") {
		return "generated"
	}
	return "host"
}

func hint(power string) string {
	if strings.HasPrefix(power, "abi.") {
		return "let sigen write what calls package abi"
	}
	return "move host code to package main, or to a package that no component imports"
}
