// Package check holds the finished model against the rules.
//
// One rule is one file with one literal code. A rule looks at plain data, so
// all of them run in every command, and one run shows every mistake.
package check

import (
	"go/token"
	"slices"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// A packageRule looks at one package, whatever program it ends up in.
type packageRule func(p *model.Package) []diag.Diagnostic

// A programRule looks at the packages of one program together: what one main
// imports and discovers, or one package alone.
type programRule func(p *model.Program) []diag.Diagnostic

var packageRules = []packageRule{
	nameGrammars, duplicateRunnables, generatedNames, universeNames, shadowedNames,
	reservedTargets, reservedSettings, propNames, settingsNames, adminClients, powerFields, hostPowers, uncopyable,
}

var programRules = []programRule{
	duplicateComponents, routeClashes, settingsKeys, eventTopics,
}

// A mainRule looks at what the components of one main need of one another.
type mainRule func(s *supply) []diag.Diagnostic

var mainRules = []mainRule{unprovided, scopeViolations, dependencyCycles, ambiguousProviders, unusedProviders, foreignNames}

// Check runs every rule over p and returns what they found, sorted.
func Check(p *model.Program) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, pkg := range p.Packages {
		for _, rule := range packageRules {
			ds = append(ds, rule(pkg)...)
		}
	}
	ds = append(ds, wireNames(p)...)
	for _, program := range programs(p) {
		for _, rule := range programRules {
			ds = append(ds, rule(program)...)
		}
		if len(program.Mains) > 0 {
			s := newSupply(p, program)
			for _, rule := range mainRules {
				ds = append(ds, rule(s)...)
			}
		}
	}
	ds = append(ds, unprovidedInLibraries(p)...)
	return diag.Sort(ds)
}

// programs are the views that program rules take: one per main, with the
// components that it discovers, and one per package alone, whoever imports it.
func programs(p *model.Program) []*model.Program {
	var out []*model.Program
	for _, m := range p.Mains {
		view := &model.Program{Mains: []model.Main{m}}
		for _, pkg := range p.Packages {
			if slices.Contains(m.Imports, pkg.Path) {
				view.Packages = append(view.Packages, discovered(pkg, m))
			}
		}
		out = append(out, view)
	}
	for _, pkg := range p.Packages {
		out = append(out, &model.Program{Packages: []*model.Package{pkg}})
	}
	return out
}

// discovered is pkg with the components whose factories reach the main.
func discovered(pkg *model.Package, m model.Main) *model.Package {
	out := *pkg
	out.Components = nil
	for _, c := range pkg.Components {
		if slices.Contains(m.Discovered, pkg.Path+"."+c.Type.Name+"Factory") {
			out.Components = append(out.Components, c)
		}
	}
	return &out
}

// inMain reports whether a main among the packages imports pkg.
func inMain(p *model.Program, pkg *model.Package) bool {
	return slices.ContainsFunc(p.Mains, func(m model.Main) bool { return slices.Contains(m.Imports, pkg.Path) })
}

func related(pos token.Position, text string) []diag.Related {
	return []diag.Related{{Pos: pos, Text: text}}
}

// components are all components, packages by import path, each in source order.
func components(p *model.Program) []*model.Component {
	var out []*model.Component
	for _, pkg := range p.Packages {
		out = append(out, pkg.Components...)
	}
	return out
}

// packageContracts are a package's contracts: its interfaces, and the runnables that components have of their own.
func packageContracts(p *model.Package) []*model.Contract {
	out := append([]*model.Contract{}, p.Contracts...)
	for _, c := range p.Components {
		if c.Own != nil {
			out = append(out, c.Own)
		}
	}
	return out
}

func contracts(p *model.Program) []*model.Contract {
	var out []*model.Contract
	for _, pkg := range p.Packages {
		out = append(out, packageContracts(pkg)...)
	}
	return out
}
