package vet

import (
	"cmp"
	"go/token"
	"maps"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/invoke"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// Invocation reports calls by name that cannot succeed: Invoke, InvokeJSON, Instantiate
// and Add with a name that stands for nothing, without the target that is needed or with
// one that may not be, with keys and values that do not fit, and results that are asserted
// to have another type. Its facts carry what each package's markers declare.
var Invocation = &analysis.Analyzer{
	Name:      "invocation",
	Doc:       "report calls by name that cannot succeed\n\nSee docs/VET.md of github.com/sigen-dev/sigen.",
	URL:       "https://pkg.go.dev/github.com/sigen-dev/sigen/gen/vet",
	FactTypes: []analysis.Fact{new(contracts)},
	Run:       runInvocation,
}

// contracts is the fact of a package for Invocation.
type contracts struct{ facts.Contracts }

// AFact marks contracts as a fact of go/analysis.
func (*contracts) AFact() {}

func (*contracts) String() string { return "contracts" }

func runInvocation(pass *analysis.Pass) (any, error) {
	if std.Load().Std(pass.Pkg.Path()) {
		return nil, nil
	}
	p := invoke.Package{Fset: pass.Fset, Files: pass.Files, Pkg: pass.Pkg, Info: pass.TypesInfo}
	own := invoke.Declared(p)
	pass.ExportPackageFact(&contracts{*own})
	all := []*facts.Contracts{own}
	fs := pass.AllPackageFacts()
	slices.SortFunc(fs, func(a, b analysis.PackageFact) int { return cmp.Compare(a.Package.Path(), b.Package.Path()) })
	for _, f := range fs {
		if c, ok := f.Fact.(*contracts); ok && f.Package != pass.Pkg {
			all = append(all, &c.Contracts)
		}
	}
	for _, f := range invoke.Check(p, all) {
		d := analysis.Diagnostic{Pos: f.Pos, End: f.End, Category: f.Code, Message: f.Code + ": " + f.Text + "; " + f.Hint}
		if f.Fix != nil {
			d.SuggestedFixes = []analysis.SuggestedFix{{Message: f.Fix.Text, TextEdits: []analysis.TextEdit{{Pos: f.Fix.Pos, End: f.Fix.End, NewText: []byte(f.Fix.New)}}}}
		}
		pass.Report(d)
	}
	return nil, nil
}

// invocations looks at calls by name in the packages that the patterns name.
func (l *loaded) invocations() []Finding {
	for _, path := range l.asked {
		var sight []*facts.Contracts
		for _, p := range l.sight(path) {
			sight = append(sight, l.entries[p].Contracts)
		}
		l.answers[path] = &answer{path, invocations(l.view(path), sight)}
	}
	var out []Finding
	for _, path := range l.named {
		out = append(out, l.answers[path].Findings...)
	}
	return out
}

// sight are the source packages of main modules that a package imports, directly or not,
// and itself.
func (l *loaded) sight(path string) []string {
	var out []string
	seen := map[string]bool{}
	var visit func(p *packages.Package)
	visit = func(p *packages.Package) {
		if seen[p.PkgPath] {
			return
		}
		seen[p.PkgPath] = true
		if m := l.modules[p.PkgPath]; l.source[p.PkgPath] != nil && (m == nil || m.Main) {
			out = append(out, p.PkgPath)
		}
		for _, i := range slices.Sorted(maps.Keys(p.Imports)) {
			visit(p.Imports[i])
		}
	}
	visit(l.source[path])
	return out
}

// view is what the check of calls by name gets of a package.
func (l *loaded) view(path string) invoke.Package {
	p := l.source[path]
	return invoke.Package{Fset: l.fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo}
}

// invocations are the findings of calls by name in one package.
func invocations(p invoke.Package, all []*facts.Contracts) []Finding {
	at := func(pos token.Pos) Position { return position(p.Fset.PositionFor(pos, false)) }
	var out []Finding
	for _, f := range invoke.Check(p, all) {
		found := Finding{Code: f.Code, Verdict: Wrong, Pos: at(f.Pos), End: at(f.End), Text: f.Text, Why: "the call cannot succeed", Instead: f.Hint}
		if f.Fix != nil {
			found.Fix = &Fix{Text: f.Fix.Text, Pos: at(f.Fix.Pos), End: at(f.Fix.End), New: f.Fix.New}
		}
		out = append(out, found)
	}
	return out
}
