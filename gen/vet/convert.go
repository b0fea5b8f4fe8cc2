package vet

import (
	"go/token"

	"github.com/sigen-dev/sigen/gen/vet/internal/link"
)

func position(p token.Position) Position { return Position{p.Filename, p.Line, p.Column} }

// finding is a finding of the link step as the report shows it.
func finding(f *link.Finding, component string) Finding {
	out := Finding{Code: f.Code, Verdict: Verdict(f.Verdict.String()), Pos: position(f.Pos), End: position(f.End), Text: f.Text, Why: f.Why, Instead: f.Instead}
	for _, s := range f.Path {
		out.Path = append(out.Path, Step{s.Func, position(s.Pos)})
	}
	for _, p := range f.Related {
		out.Related = append(out.Related, Related{position(p.Pos), p.Text})
	}
	if f.Fix != nil {
		out.Fix = &Fix{f.Fix.Text, position(f.Fix.Pos), position(f.Fix.End), f.Fix.New}
	}
	if component != "" {
		out.Components = []string{component}
	}
	return out
}
