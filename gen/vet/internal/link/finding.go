package link

import (
	"cmp"
	"go/token"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// A Finding is one thing that a component does and may not, or that could not be decided.
type Finding struct {
	Code    string
	Verdict facts.Verdict
	Pos     token.Position
	End     token.Position
	Object  string
	Text    string // what it does
	Why     string // why that leaks between tenants
	Instead string
	Path    []Step // from a method of the component to the function concerned
	Related []facts.Place
	Fix     *facts.Fix
	Trust   *facts.Trust // the line that accepts it
}

// A Step is one call on the way.
type Step struct {
	Func string
	Pos  token.Position
}

func compare(a, b *Finding) int {
	return cmp.Or(cmp.Compare(a.Pos.Filename, b.Pos.Filename), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Object, b.Object))
}

// add makes a finding of an effect, unless what it needs to be frozen is.
func (r *run) add(e facts.Effect, n *node) {
	if e.Code == facts.CodeAlias || e.Code == facts.CodeEscape {
		frozen := !e.Needs.Mutable && len(e.Needs.Types) > 0
		for _, t := range e.Needs.Types {
			frozen = frozen && !r.marks[t]
			if g := r.p.globals[e.Object]; t == facts.FuncType && (g == nil || !g.Known || slices.ContainsFunc(g.Funcs, func(c facts.Callee) bool { return c.Captures && !c.Once })) {
				frozen = false
			}
		}
		if frozen {
			return
		}
		if !e.Needs.Mutable && len(e.Needs.Types) > 0 {
			e.Verdict = facts.Undecided
			e.Text += "; values of " + base(e.Needs.Types[0]) + " are written elsewhere"
		}
	}
	key := e.Code + " " + e.Pos.String() + " " + e.Object
	if r.found[key] != nil {
		return
	}
	f := &Finding{Code: e.Code, Verdict: e.Verdict, Pos: e.Pos, End: e.End, Object: e.Object, Text: e.Text, Related: e.Related, Fix: e.Fix, Path: path(n)}
	f.Why, f.Instead = explain(e)
	r.found[key] = f
}

// trusted is the //sig:trust line that accepts a finding: at its place, or at the
// declaration of the variable that it is about.
func (p *Program) trusted(f *Finding) *facts.Trust {
	for _, t := range p.trusts[f.Pos.Filename] {
		if t.From <= f.Pos.Line && f.Pos.Line <= t.To && (p.used[t] == "" || p.used[t] == f.Code) {
			p.used[t] = f.Code
			return t
		}
	}
	if g := p.globals[f.Object]; g != nil && g.Trust != nil {
		for _, t := range p.trusts[g.Trust.Pos.Filename] {
			if t.Pos == g.Trust.Pos {
				p.used[t] = cmp.Or(p.used[t], f.Code)
				return t
			}
		}
	}
	return nil
}

func path(n *node) []Step {
	var out []Step
	for ; n != nil; n = n.from {
		out = append(out, Step{Func: n.f.Name, Pos: n.pos})
		if n.from == nil && !n.pos.IsValid() {
			out[len(out)-1].Pos = n.f.Pos
		}
	}
	slices.Reverse(out)
	return out
}

// Needless are the trust lines of a package that accepted nothing. Every package
// that could reach them has to be checked before.
func (p *Program) Needless(path string) []*facts.Trust {
	var out []*facts.Trust
	if k := p.packages[path]; k != nil {
		for _, t := range k.Trusts {
			if p.used[t] == "" {
				out = append(out, t)
			}
		}
	}
	return out
}

func base(name string) string {
	lead := ""
	if strings.HasPrefix(name, "(*") {
		lead = "(*"
	} else if strings.HasPrefix(name, "(") {
		lead = "("
	}
	if i := strings.LastIndex(name, "/"); i >= 0 {
		return lead + name[i+1:]
	}
	return name
}
