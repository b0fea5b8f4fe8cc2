package vet

import (
	"fmt"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/flow"
	"github.com/sigen-dev/sigen/gen/vet/internal/link"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// Isolation reports what keeps components from being proved isolated. Its facts
// carry what each package does, so that a change in one is looked at alone.
// Variables of other modules that were reviewed count as unreviewed here, since a
// unit does not know which version it belongs to.
var Isolation = &analysis.Analyzer{
	Name:      "isolation",
	Doc:       "report ways from one tenant's component to another's data\n\nSee docs/VET.md of github.com/sigen-dev/sigen.",
	URL:       "https://pkg.go.dev/github.com/sigen-dev/sigen/gen/vet",
	FactTypes: []analysis.Fact{new(facts.Package)},
	Run:       runIsolation,
}

func runIsolation(pass *analysis.Pass) (any, error) {
	if std.Load().Std(pass.Pkg.Path()) || flow.TrustBase(pass.Pkg.Path()) {
		return nil, nil
	}
	imported := map[string]*facts.Package{}
	all := []*facts.Package{}
	for _, f := range pass.AllPackageFacts() {
		if k, ok := f.Fact.(*facts.Package); ok {
			imported[k.Path] = k
			all = append(all, k)
		}
	}
	own := unit(flow.Input{Fset: pass.Fset, Files: pass.Files, Pkg: pass.Pkg, Info: pass.TypesInfo}, imported)
	pass.ExportPackageFact(own)
	prog := link.New(append(all, own))
	for _, c := range prog.Check(own.Path) {
		for _, f := range c.Findings {
			if f.Trust == nil {
				report(pass, c, f)
			}
		}
	}
	return nil, nil
}

// unit analyses one package on the facts of those it imports.
func unit(in flow.Input, imported map[string]*facts.Package) *facts.Package {
	in.Std = std.Load()
	in.Import = func(path string) *facts.Package { return imported[path] }
	in.Benign = func(string) bool { return false }
	return flow.Analyze(in)
}

// message is a finding as one line.
func message(c *link.Component, f *link.Finding) string {
	return fmt.Sprintf("%s: %s: component %s %s: %s; %s", f.Code, f.Verdict, c.Name, f.Text, f.Why, f.Instead)
}

// report puts a finding where it is, or at the component when that is in another package.
func report(pass *analysis.Pass, c *link.Component, f *link.Finding) {
	d := analysis.Diagnostic{Pos: at(pass, f.Pos), Category: f.Code, Message: message(c, f)}
	if !d.Pos.IsValid() {
		d.Pos = at(pass, c.Pos)
		d.Message += fmt.Sprintf(" (at %s)", f.Pos)
	}
	for _, s := range f.Path {
		if p := at(pass, s.Pos); p.IsValid() {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: p, Message: "through " + shortFunc(s.Func)})
		}
	}
	if f.Fix != nil {
		from, to := at(pass, f.Fix.Pos), at(pass, f.Fix.End)
		if from.IsValid() && to.IsValid() {
			d.SuggestedFixes = []analysis.SuggestedFix{{Message: f.Fix.Text, TextEdits: []analysis.TextEdit{{Pos: from, End: to, NewText: []byte(f.Fix.New)}}}}
		}
	}
	pass.Report(d)
}

// at finds a position of facts in the files of a pass.
func at(pass *analysis.Pass, p token.Position) token.Pos {
	for _, f := range pass.Files {
		tf := pass.Fset.File(f.FileStart)
		if tf == nil || tf.Name() != p.Filename || p.Line < 1 || p.Line > tf.LineCount() {
			continue
		}
		return tf.LineStart(p.Line) + token.Pos(max(p.Column-1, 0))
	}
	return token.NoPos
}
