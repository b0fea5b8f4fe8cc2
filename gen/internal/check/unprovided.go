package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeUnprovided = "SIG602"

// unprovided: a requirement that no component of the program satisfies keeps its component waiting for ever.
func unprovided(p *model.Program) []diag.Diagnostic {
	return missingProviders(p, p.Packages, diag.Error)
}

// unprovidedInLibraries: without a main, the provider may be in a package that was not named, so it is a warning.
func unprovidedInLibraries(p *model.Program) []diag.Diagnostic {
	var libraries []*model.Package
	for _, pkg := range p.Packages {
		if !inMain(p, pkg) {
			libraries = append(libraries, pkg)
		}
	}
	return missingProviders(p, libraries, diag.Warning)
}

// missingProviders looks for what components of pkgs require and no component of p provides.
func missingProviders(p *model.Program, pkgs []*model.Package, severity diag.Severity) []diag.Diagnostic {
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
	for _, pkg := range pkgs {
		for _, c := range pkg.Components {
			for _, f := range c.Fields {
				name := f.Contract.Type.Expr
				if f.Contract.Name == "" || f.Optional || f.Kind == model.FieldList || f.Kind == model.FieldMap || provided[name] || !declared[name] {
					continue
				}
				ds = append(ds, diag.Diagnostic{Pos: f.Pos, Code: codeUnprovided, Severity: severity,
					Text:    fmt.Sprintf("component %s requires contract %s, which no component provides", c.Name, f.Contract.Type.Name),
					Related: related(c.Pos, "the component"),
					Hint:    "write //sig:provides " + f.Contract.Type.Name + " on a component, or add ,optional to the tag"})
			}
		}
	}
	return ds
}
