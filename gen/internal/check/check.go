// Package check holds the finished model against the rules.
//
// One rule is one file with one literal code. A rule looks at plain data, so
// all of them run in every command, and one run shows every mistake.
package check

import (
	"go/token"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// A packageRule looks at one package, whatever program it ends up in.
type packageRule func(p *model.Package) []diag.Diagnostic

// A programRule looks at all packages together.
type programRule func(p *model.Program) []diag.Diagnostic

var packageRules = []packageRule{
	nameGrammars, duplicateRunnables, generatedNames, universeNames, shadowedNames,
	reservedTargets, propNames, adminClients, powerFields, hostPowers,
}

var programRules = []programRule{
	duplicateComponents, routeClashes, wireNames, settingsKeys, unprovided, eventTopics,
}

// Check runs every rule over p and returns what they found, sorted.
func Check(p *model.Program) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, pkg := range p.Packages {
		for _, rule := range packageRules {
			ds = append(ds, rule(pkg)...)
		}
	}
	for _, rule := range programRules {
		ds = append(ds, rule(p)...)
	}
	return diag.Sort(ds)
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
